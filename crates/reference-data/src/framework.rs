//! Frameworks: dated texts of law that say what training for a title consists of.

use std::fmt;
use std::str::FromStr;

use rustc_hash::FxHashMap;
use vocabulary::{Code, Date, Localised, ParseError, written_as, written_as_string};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::csv_rows::{CsvRow, read_rows};
use crate::files::Files;
use crate::grounds::{Certainty, Grounds};
use crate::nearest::{nearest, phrase, shortened};
use crate::toml_table::TomlTable;

/// Minutes in an hour.
const HOUR: u32 = 60;

/// The identifier of a framework: the text of law, `@`, and the year of its version: `eu-2005-36-ec-31@2013`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameworkId {
    written: String,
    at: usize,
}

impl FrameworkId {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The text of law, the same for all of its versions: `eu-2005-36-ec-31`.
    pub fn law(&self) -> &str {
        &self.written[..self.at]
    }

    /// The version: `2013`.
    pub fn version(&self) -> &str {
        &self.written[self.at + 1..]
    }
}

impl FromStr for FrameworkId {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let parts = written.split_once('@').filter(|(law, version)| {
            law.parse::<Code>().is_ok() && version.len() == 4 && version.bytes().all(|byte| byte.is_ascii_digit())
        });
        let Some((law, _)) = parts else {
            return Err(ParseError::new(written, "a framework like eu-2005-36-ec-31@2013"));
        };
        Ok(Self { written: written.to_owned(), at: law.len() })
    }
}

impl fmt::Display for FrameworkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

written_as_string!(FrameworkId, "a framework: a text of law and the year of its version, like eu-2005-36-ec-31@2013");

/// Whether training needs both the years and the hours of a framework, or one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationRequired {
    /// Years and hours.
    Both,
    /// Years or hours.
    Either,
}

written_as!(DurationRequired, "`both` (years and hours) or `either` (one of them)", {
    Both => "both", Either => "either",
});

/// A part of training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrainingPart {
    /// Theory.
    Theory,
    /// Clinical training: in direct contact with patients.
    Clinical,
}

written_as!(TrainingPart, "theory or clinical", { Theory => "theory", Clinical => "clinical" });

/// The least duration of training and of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinimumDuration {
    /// Years of study.
    pub years: u8,
    /// Theory and clinical training, in minutes.
    pub total_minutes: u32,
    /// Whether both are needed.
    pub required: DurationRequired,
    /// Theory, in minutes: a share of the minimum total, never of a school's own.
    pub theory_minutes: u32,
    /// Clinical training, in minutes: a share of the minimum total.
    pub clinical_minutes: u32,
}

/// The years of general education before the training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admission {
    /// Before a university or a school of that level.
    pub years: u8,
    /// Before a vocational school.
    pub vocational_years: u8,
}

/// A subject of a framework's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The code, the same in all versions of a list: `theory.nursing.paediatrics`.
    pub code: Code,
    /// The part of training in which it is taught.
    pub part: TrainingPart,
    /// The group of the list: `nursing`, `basic-sciences`, `social-sciences`, `clinical`; `unknown` when its place in
    /// the list isn't known.
    pub group: Code,
    /// The label in four languages.
    pub label: Localised,
    /// How certain it is that the list has it.
    pub certainty: Certainty,
    /// A remark; may be empty.
    pub note: String,
}

/// The subjects that training must contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectList {
    /// In the order of the list.
    pub subjects: Vec<Subject>,
    /// The source, certainty and validity of the list as a whole.
    pub grounds: Grounds,
    /// Whether an agency entered it: it stays to be confirmed until a second officer confirms it.
    pub is_entered: bool,
}

impl SubjectList {
    /// Whether training is compared with the subjects: only when the list as a whole is confirmed.
    pub fn is_confirmed(&self) -> bool {
        !self.is_entered && !self.grounds.certainty.is_to_be_confirmed()
    }
}

/// To which training a framework applies in one country of destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// The country, ISO 3166-1.
    pub destination: String,
    /// The first day on which training must have begun: the day of transposition. Nothing when it isn't known.
    pub began_from: Option<Date>,
    /// A day before which it can't apply to training that began.
    pub not_before: Option<Date>,
    /// The last day by which the law had to be transposed.
    pub transposition_deadline: Option<Date>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// A dated version of a text of law with which training is compared.
#[derive(Debug, Clone)]
pub struct Framework {
    /// The identifier.
    pub id: FrameworkId,
    /// The title whose training it describes.
    pub title: Code,
    /// The label in four languages.
    pub label: Localised,
    /// The least duration.
    pub duration: MinimumDuration,
    /// The general education asked for; nothing when no source states it.
    pub admission: Option<Admission>,
    /// The subjects; nothing when no list is known.
    pub subjects: Option<SubjectList>,
    /// Where the text lists competences, their source. They are never compared.
    pub competences: Option<Grounds>,
    /// The countries of destination.
    pub applications: Vec<Application>,
    /// The source, certainty and validity of the text.
    pub grounds: Grounds,
}

impl Framework {
    /// The subjects, also those of a list that isn't confirmed; empty without a list.
    pub fn subjects(&self) -> &[Subject] {
        self.subjects.as_ref().map_or(&[], |list| &list.subjects)
    }

    /// Whether training is compared with its subjects.
    pub fn compares_subjects(&self) -> bool {
        self.subjects.as_ref().is_some_and(SubjectList::is_confirmed)
    }

    /// How it applies in a country of destination.
    pub fn application(&self, destination: &str) -> Option<&Application> {
        self.applications.iter().find(|application| application.destination == destination)
    }
}

/// All frameworks, and the subjects of all their lists.
#[derive(Debug)]
pub struct Frameworks {
    frameworks: Vec<Framework>,
    subjects: Vec<Subject>,
    /// The positions of the subjects by their codes.
    positions: FxHashMap<String, usize>,
}

impl Frameworks {
    /// All frameworks, ordered by their identifiers: versions of one text from old to new.
    pub fn all(&self) -> &[Framework] {
        &self.frameworks
    }

    /// The framework with an identifier.
    ///
    /// # Errors
    /// When there is none; the error has the nearest ones.
    pub fn find(&self, id: &str) -> Result<&Framework, ParseError> {
        let found = self.frameworks.iter().find(|framework| framework.id.as_str() == id);
        found.ok_or_else(|| {
            let near = nearest(id, self.frameworks.iter().map(|framework| framework.id.as_str()));
            ParseError::new(id, format!("a framework of the configuration{}", phrase(&near)))
        })
    }

    /// The framework in force last of those whose list of subjects is confirmed.
    ///
    /// # Errors
    /// When no list is confirmed.
    pub fn newest_compared(&self) -> Result<&Framework, ParseError> {
        let compared = self.frameworks.iter().filter(|framework| framework.compares_subjects());
        compared
            .max_by_key(|framework| (framework.grounds.validity.from, &framework.id))
            .ok_or_else(|| ParseError::new("", "a framework; none has a confirmed list of subjects"))
    }

    /// The subjects of all lists, each once.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The subject with a code.
    ///
    /// # Errors
    /// When no list has it; the error has the nearest codes.
    pub fn subject(&self, code: &str) -> Result<&Subject, ParseError> {
        let found = self.positions.get(code).and_then(|position| self.subjects.get(*position));
        found.ok_or_else(|| ParseError {
            found: shortened(code),
            expected: format!(
                "the code of a subject{}",
                phrase(&nearest(code, self.subjects.iter().map(|subject| subject.code.as_str())))
            ),
        })
    }

    pub(crate) fn read(files: &Files, titles: &Catalogue, problems: &Problems) -> Self {
        let paths = files.in_folder(FOLDER, ".toml");
        let mut frameworks: Vec<Framework> =
            paths.filter_map(|path| read_framework(files, path, titles, problems)).collect();
        frameworks.sort_by(|a, b| a.id.cmp(&b.id));
        let mut subjects: Vec<Subject> = Vec::new();
        for subject in frameworks.iter().flat_map(Framework::subjects) {
            if !subjects.iter().any(|known| known.code == subject.code) {
                subjects.push(subject.clone());
            }
        }
        let positions = subjects.iter().enumerate().map(|(position, subject)| (subject.code.to_string(), position));
        Self { positions: positions.collect(), frameworks, subjects }
    }
}

/// The folder of frameworks and of their lists of subjects.
const FOLDER: &str = "frameworks/";

fn read_framework(files: &Files, path: &str, titles: &Catalogue, problems: &Problems) -> Option<Framework> {
    let mut file = TomlTable::parse(path, files.text(path, problems), problems);
    let id: Option<FrameworkId> = file.parsed("id");
    if let Some(id) = &id
        && path != format!("{FOLDER}{id}.toml")
    {
        file.note("id", format!("`{id}` must be the name of the file"));
    }
    let title = file.parsed::<Code>("title").filter(|title| match titles.find(title.as_str()) {
        Ok(_) => true,
        Err(unknown) => {
            file.note("title", unknown.to_string());
            false
        }
    });
    let label = file.localised("label");
    let grounds = Grounds::read(&mut file);
    let duration = file.table("duration").and_then(read_duration);
    let admission = file.optional_table("admission").and_then(|mut table| {
        let years = table.number("years").and_then(|years| u8::try_from(years).ok());
        let vocational = table.optional_number("vocational_years");
        years.map(|years| Admission { years, vocational_years: vocational.unwrap_or(years) })
    });
    let subjects = file.optional_table("subjects").and_then(|table| read_list(files, table, problems));
    let competences = file.optional_table("competences").and_then(|mut table| Grounds::read(&mut table));
    let applications: Vec<Application> =
        file.tables("destination").into_iter().filter_map(read_application).collect();
    if applications.is_empty() {
        file.note("destination", "there must be at least one [[destination]]");
    }
    Some(Framework {
        id: id?,
        title: title?,
        label: label?,
        duration: duration?,
        admission,
        subjects,
        competences,
        applications,
        grounds: grounds?,
    })
}

fn read_duration(mut table: TomlTable<'_>) -> Option<MinimumDuration> {
    let years = table.read("years", "a number of years", |text| text.parse::<u8>().ok());
    let hours =
        table.read("hours", "a number of hours", |text| text.parse::<u32>().ok().filter(|hours| *hours < 100_000));
    let required = table.parsed("required");
    let total_minutes = hours.map(|hours| hours * HOUR);
    let theory = share(&mut table, "theory_share", total_minutes);
    let clinical = share(&mut table, "clinical_share", total_minutes);
    Some(MinimumDuration {
        years: years?,
        total_minutes: total_minutes?,
        required: required?,
        theory_minutes: theory?,
        clinical_minutes: clinical?,
    })
}

/// Reads a share like `1/3` of a number of minutes. A share that isn't a whole number of minutes can't be compared exactly.
fn share(table: &mut TomlTable<'_>, key: &'static str, minutes: Option<u32>) -> Option<u32> {
    let (part, whole) = table.read(key, "a share like 1/3", |text| {
        let (part, whole) = text.split_once('/')?;
        let (part, whole): (u32, u32) = (part.parse().ok()?, whole.parse().ok()?);
        (0 < part && part <= whole).then_some((part, whole))
    })?;
    let product = u64::from(minutes?) * u64::from(part);
    if product % u64::from(whole) != 0 {
        table.note(key, "is not a whole number of minutes");
        return None;
    }
    u32::try_from(product / u64::from(whole)).ok()
}

fn read_application(mut table: TomlTable<'_>) -> Option<Application> {
    let destination = table.read("code", "a country like BE", |text| {
        (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| text.to_owned())
    });
    let (began_from, not_before) = (table.optional_date("began_from"), table.optional_date("not_before"));
    let transposition_deadline = table.optional_date("transposition_deadline");
    let grounds = Grounds::read(&mut table);
    Some(Application { destination: destination?, began_from, not_before, transposition_deadline, grounds: grounds? })
}

fn read_list(files: &Files, mut table: TomlTable<'_>, problems: &Problems) -> Option<SubjectList> {
    let file = table.text("file");
    let grounds = Grounds::read(&mut table);
    let path = format!("{FOLDER}{}", file?);
    let subjects = read_subjects(&path, files.text(&path, problems), problems);
    if subjects.is_empty() {
        table.note("file", format!("`{path}` has no subject"));
    }
    Some(SubjectList { subjects, grounds: grounds?, is_entered: files.is_of_operator(&path) })
}

/// The columns of a list of subjects.
const SUBJECT_COLUMNS: &[&str] =
    &["code", "part", "group", "label_en", "label_fr", "label_nl", "label_ar", "certainty", "note"];

fn read_subjects(path: &str, text: &str, problems: &Problems) -> Vec<Subject> {
    let subjects = read_rows(path, text, SUBJECT_COLUMNS, problems, read_subject);
    for (index, subject) in subjects.iter().enumerate() {
        if subjects[..index].iter().any(|other| other.code == subject.code) {
            problems.note(path, subject.code.as_str(), "stands twice");
        }
    }
    subjects
}

fn read_subject(row: &CsvRow<'_>) -> Option<Subject> {
    let label = |column| row.read(column, "a label", |cell| (!cell.is_empty()).then(|| cell.to_owned()));
    let (code, part, group) = (row.parsed("code"), row.parsed("part"), row.parsed("group"));
    let (en, fr, nl, ar) = (label("label_en"), label("label_fr"), label("label_nl"), label("label_ar"));
    let certainty = row.read("certainty", "V (read), K (general knowledge) or ? (unknown)", Certainty::parse);
    Some(Subject {
        code: code?,
        part: part?,
        group: group?,
        label: Localised { nl: nl?, fr: fr?, en: en?, ar: ar? },
        certainty: certainty?,
        note: row.cell("note").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_a_law_and_a_version() {
        let id: FrameworkId = "eu-2005-36-ec-31@2013".parse().expect("a framework");
        assert_eq!((id.law(), id.version(), id.as_str()), ("eu-2005-36-ec-31", "2013", "eu-2005-36-ec-31@2013"));
        for wrong in ["", "eu", "eu@", "eu@13", "@2013", "EU@2013", "eu@2013@2014"] {
            assert!(wrong.parse::<FrameworkId>().is_err(), "{wrong}");
        }
    }
}
