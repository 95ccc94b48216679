"""The arithmetic of `passerelle assess` in pandas: minutes, rules of four frameworks and covered subjects of all files in
a folder. Usage: assess.py FOLDER SUBJECTS.csv. Prints a line for each file and framework: name, framework, theory and
clinical minutes, number of covered subjects."""

import pathlib
import sys

import pandas as pd

folder, subjects_file = pathlib.Path(sys.argv[1]), sys.argv[2]
files = sorted(folder.glob("*.csv"))
frames = [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files]
rows = pd.concat(frames, keys=[file.name for file in files], names=["file", "row"]).reset_index(level="file")

unit = rows["unit"].where(rows["unit"] != "", "hour").str.split(":", n=1, expand=True)
factor = pd.to_numeric(unit[1]).fillna(60.0) if 1 in unit else 60.0
minutes = factor.where(unit[0] == "period", factor * 60.0).where(unit[0] != "hour", 60.0)
for part in ["theory", "clinical"]:
    rows[part] = pd.to_numeric(rows[part], errors="coerce") * minutes
sums = rows.groupby("file")[["theory", "clinical"]].sum()
known = rows.groupby("file")[["theory", "clinical"]].count()
sizes = rows.groupby("file").size()
years = pd.to_numeric(rows["year"]).groupby(rows["file"]).max()

mapped = rows.assign(subject=rows["subjects"].str.split("|")).explode("subject")
part = mapped["subject"].str.split(".", n=1).str[0]
hours = mapped["theory"].where(part == "theory", mapped["clinical"])
subjects = set(pd.read_csv(subjects_file)["code"])
covered = mapped[(hours > 0) & mapped["subject"].isin(subjects)].groupby("file")["subject"].nunique()

frameworks = {
    "be-hcp-45-1-2@2023": (3800 * 60, False),
    "eu-2005-36-ec-31@2005": (4600 * 60, True),
    "eu-2005-36-ec-31@2013": (4600 * 60, True),
    "eu-2005-36-ec-31@2024": (4600 * 60, False),
}
for file in sums.index:
    theory, clinical = sums.loc[file]
    complete = known.loc[file] == sizes[file]
    for framework, (total, with_subjects) in frameworks.items():
        rules = [
            years[file] >= 3,
            theory + clinical >= total or not complete.all(),
            theory * 3 >= total or not complete["theory"],
            clinical * 2 >= total or not complete["clinical"],
        ]
        failed = not all(rules)
        print(file, framework, f"{theory:.0f}", f"{clinical:.0f}", covered.get(file, 0) if with_subjects else 0, failed)
