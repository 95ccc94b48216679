//! Professions: families of titles, such as those of nursing.

use vocabulary::{Code, Localised};

use crate::catalogue::Entry;
use crate::config_problem::Problems;
use crate::files::Files;
use crate::toml_table::TomlTable;

/// The folder of the professions.
const FOLDER: &str = "professions/";

/// A family of titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profession {
    /// The code: `nursing`.
    pub code: Code,
    /// The label in four languages.
    pub label: Localised,
    /// Its titles, in the order of the file.
    pub titles: Vec<Code>,
    /// Words of adverts, in lower case and without accents, beside which `A1` or `A2` is a diploma and no level of a
    /// language.
    pub diploma_words: Vec<String>,
}

/// Reads the professions, and the entries of all their titles.
pub(crate) fn read_professions(files: &Files, problems: &Problems) -> (Vec<Profession>, Vec<Entry>) {
    let (mut professions, mut titles) = (Vec::new(), Vec::new());
    for path in files.in_folder(FOLDER, ".toml") {
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let (code, label): (Option<Code>, _) = (file.parsed("code"), file.localised("label"));
        if let Some(code) = &code
            && path != format!("{FOLDER}{code}.toml")
        {
            file.note("code", format!("`{code}` must be the name of the file"));
        }
        let diploma_words = file.texts("diploma_words");
        let first = titles.len();
        Entry::read_all(&mut file, "title", &mut titles);
        let (Some(code), Some(label)) = (code, label) else { continue };
        let own = titles[first..].iter().map(|entry| entry.code.clone()).collect();
        professions.push(Profession { code, label, titles: own, diploma_words });
    }
    (professions, titles)
}
