//! The time to assess curricula, to suggest subjects, and to assess a folder of transcripts beside pandas.
//!
//! ```text
//! cargo bench -p passerelle --bench training -- --python /path/to/python-with-pandas
//! cargo bench -p passerelle --bench training -- --transcripts 1000
//! ```
//!
//! The program and pandas read the same folder in turns, and their minutes and covered subjects are compared.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;
use reference_data::{Framework, ReferenceData};
use serde_json::Value;
use sheets::Sheet;
use training_harmonisation::{Assessment, AssessmentTerms, COLUMNS, ConfirmedTitles, Curriculum, SubjectSuggester};

/// Measures assessments, suggestions, and a folder of transcripts beside pandas.
#[derive(Debug, Parser)]
struct Arguments {
    /// The number of modules of a curriculum
    #[arg(long, default_value_t = 60)]
    modules: usize,
    /// The number of transcripts in the folder
    #[arg(long, default_value_t = 10_000)]
    transcripts: usize,
    /// The number of rounds
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// A Python with pandas; without one only the program is measured
    #[arg(long, value_name = "FILE")]
    python: Option<PathBuf>,
    /// Added by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

type Failed = Box<dyn Error + Send + Sync>;

/// Titles of modules, with their subjects, that are repeated to make a curriculum.
const TITLES: [(&str, &str); 12] = [
    ("Anatomie et physiologie", "theory.basic.anatomy-physiology"),
    ("Soins infirmiers en pédiatrie", "theory.nursing.paediatrics|clinical.paediatrics"),
    ("Pharmacologie et calcul de doses", "theory.basic.pharmacology"),
    ("Soins infirmiers en médecine interne", "theory.nursing.medicine|clinical.medicine"),
    ("Santé mentale et psychiatrie", "theory.nursing.mental-health|clinical.mental-health"),
    ("Législation sanitaire et sociale", "theory.social.legislation"),
    ("Bactériologie, virologie", "theory.basic.microbiology"),
    ("Stage de chirurgie", "clinical.surgery"),
    ("Éducation pour la santé", "theory.basic.health-education"),
    ("Soins à la mère et au nouveau-né", "theory.nursing.maternity|clinical.maternity"),
    ("Gestion d'une unité de soins", "theory.social.administration"),
    ("Anglais professionnel", "none"),
];

/// An invented curriculum as a file. `number` varies its hours; without mapping all modules are open.
fn curriculum_csv(number: usize, modules: usize, is_mapped: bool) -> Result<String, Failed> {
    let mut csv = "code,title,language,year,theory,clinical,other,unit,subjects\n".to_owned();
    for module in 0..modules {
        let (title, subjects) = TITLES[module % TITLES.len()];
        let (theory, clinical) = (20 + (number * 7 + module * 13) % 40, (number * 11 + module * 17) % 80);
        let unit = ["", "", "period:45", "week:38"][(number + module) % 4];
        let (theory, clinical) = if unit == "week:38" { (theory / 20, clinical / 20) } else { (theory, clinical) };
        let clinical = if (number + module).is_multiple_of(29) { String::new() } else { clinical.to_string() };
        let subjects = if is_mapped { subjects } else { "" };
        let year = module * 3 / modules + 1;
        writeln!(csv, "M{module},\"{title} {module}\",fr,{year},{theory},{clinical},5,{unit},{subjects}")?;
    }
    Ok(csv)
}

fn read(csv: &str, reference: &ReferenceData) -> Result<Curriculum, Failed> {
    let sheet = Sheet::read("curriculum.csv", csv.as_bytes(), COLUMNS)?;
    Ok(Curriculum::parse(&sheet, reference.frameworks())?)
}

/// The least time of one run, of many runs.
fn least(rounds: usize, mut run: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..rounds * 200).map(time).min().unwrap_or_default()
}

fn main() -> Result<(), Failed> {
    let arguments = Arguments::parse();
    let reference = ReferenceData::built_in()?;
    let mut out = io::stdout().lock();
    let mapped = read(&curriculum_csv(1, arguments.modules, true)?, &reference)?;
    let open = read(&curriculum_csv(1, arguments.modules, false)?, &reference)?;
    let frameworks: Vec<&Framework> = reference.frameworks().all().iter().collect();
    let terms = AssessmentTerms::default();
    let assess = || {
        for framework in &frameworks {
            std::hint::black_box(Assessment::new(std::hint::black_box(&mapped), framework, &terms));
        }
    };
    let time = least(arguments.rounds, assess);
    let (modules, count) = (arguments.modules, frameworks.len());
    writeln!(out, "{modules} modules against {count} frameworks: {:.1} µs", time.as_secs_f64() * 1e6)?;

    let start = Instant::now();
    let suggester = SubjectSuggester::new(&reference);
    writeln!(out, "phrases prepared in {:.1} ms", start.elapsed().as_secs_f64() * 1e3)?;
    let confirmed = ConfirmedTitles::default();
    let suggest = || {
        std::hint::black_box(suggester.suggest_all(std::hint::black_box(&open), &confirmed));
    };
    let time = least(arguments.rounds, suggest);
    writeln!(out, "suggestions for {modules} modules: {:.3} ms", time.as_secs_f64() * 1e3)?;
    compare_with_pandas(&arguments, &mut out)
}

fn compare_with_pandas(arguments: &Arguments, out: &mut impl io::Write) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    for number in 0..arguments.transcripts {
        let csv = curriculum_csv(number, arguments.modules, true)?;
        std::fs::write(folder.path().join(format!("t{number:06}.csv")), csv)?;
    }
    let (mut own, mut pandas) = (Vec::new(), Vec::new());
    for round in 0..arguments.rounds {
        let (time, ours) = run_program(folder.path())?;
        own.push(time);
        let Some(python) = &arguments.python else { continue };
        let (time, theirs) = run_pandas(python, folder.path())?;
        pandas.push(time);
        if round == 0 {
            let differ = ours.iter().filter(|(key, value)| theirs.get(*key) != Some(value)).count();
            writeln!(out, "{} assessments, {differ} of them other than pandas has", ours.len())?;
            if differ > 0 || ours.len() != theirs.len() {
                return Err("the program and pandas disagree".into());
            }
        }
    }
    own.sort();
    pandas.sort();
    let median = own[own.len() / 2].as_secs_f64();
    writeln!(out, "{} transcripts in a folder: {median:.2} s (median)", arguments.transcripts)?;
    if let Some(pandas) = pandas.get(pandas.len() / 2) {
        let pandas = pandas.as_secs_f64();
        writeln!(out, "the same in pandas: {pandas:.2} s (median), {:.1} times as long", pandas / median)?;
    }
    Ok(())
}

/// Theory, clinical minutes and covered subjects of each file and framework.
type Results = BTreeMap<(String, String), (String, String, usize)>;

fn run_program(folder: &Path) -> Result<(Duration, Results), Failed> {
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    let output = tempfile::NamedTempFile::new()?;
    program.arg("assess").arg(folder).args(["--format", "json"]).stdout(output.reopen()?).status()?;
    let time = start.elapsed();
    let assessments: Vec<Value> = serde_json::from_reader(io::BufReader::new(output.reopen()?))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let result = |one: &Value| {
        let found = |rule: usize| text(&one["rules"][rule]["found"]);
        let subjects = one["subjects"].as_array().map_or(&[][..], Vec::as_slice);
        let covered = subjects.iter().filter(|subject| subject["outcome"] == "covered").count();
        ((text(&one["curriculum"]), text(&one["framework"])), (found(2), found(3), covered))
    };
    Ok((time, assessments.iter().map(result).collect()))
}

fn run_pandas(python: &Path, folder: &Path) -> Result<(Duration, Results), Failed> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let subjects = here.join("../../config/frameworks/annex-v-5.2.1@2005.csv");
    let start = Instant::now();
    let mut pandas = Command::new(python);
    pandas.arg(here.join("benches/training/assess.py")).arg(folder).arg(subjects);
    let output = pandas.stderr(Stdio::inherit()).output()?;
    let time = start.elapsed();
    let mut results = Results::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let [file, framework, theory, clinical, covered, _] = cells.as_slice() else {
            return Err(format!("pandas printed `{line}`").into());
        };
        let key = ((*file).to_owned(), (*framework).to_owned());
        results.insert(key, ((*theory).to_owned(), (*clinical).to_owned(), covered.parse()?));
    }
    Ok((time, results))
}
