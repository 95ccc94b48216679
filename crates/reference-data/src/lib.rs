//! The reference data of `config/`, loaded and validated: values that depend on law, language or the programme.
//!
//! All files are built into the program, which so runs as a single file; files in the operator's folder replace the
//! built-in ones with the same paths. Each value has a source, a certainty and a validity ([`Grounds`]), and a lookup
//! of a dated value takes a date. Loading reports all problems at once, each with its file, key and reason.
//!
//! | module | contents |
//! |---|---|
//! | [`catalogue`] | titles, specialisms and settings, with labels |
//! | [`region`] | districts and work-permit authority of each NUTS code, successors of old codes |
//! | [`profession`] | families of titles |
//! | [`destination`] | countries of destination: authorities, register of enterprises, pay thresholds, fees, shortage lists |
//! | [`corridor`] | from one country to another: ladders of titles, procedures, permit and criteria, by profession and date |
//! | [`framework`] | texts of law that say what training for a title consists of, with their subjects |
//! | [`module_topic`] | phrases by which titles of modules are recognised |
//! | [`criteria`] | the criteria that order candidates of one standing, with their weights |
//! | [`course`] | language courses |
//! | [`permit_pay`] | pay thresholds for permits, fees of procedures |
//! | [`shortage`] | occupations on shortage lists |
//! | [`concept`], [`esco`] | phrases and labels for the concepts of the field |
//! | [`text_statistics`] | document frequencies of words |
//! | [`texts`], [`text_key`] | texts in four languages, and their keys |

pub mod catalogue;
pub mod concept;
pub mod config_problem;
pub mod corridor;
pub mod course;
pub mod criteria;
pub mod destination;
pub mod esco;
pub mod framework;
pub mod grounds;
pub mod module_topic;
pub mod permit_pay;
pub mod profession;
pub mod region;
pub mod shortage;
pub mod text_key;
pub mod text_statistics;
pub mod texts;

mod csv_rows;
mod files;
mod nearest;
mod stop_words;
mod toml_table;

use std::collections::HashSet;
use std::path::Path;

use sha2::{Digest, Sha256};
use vocabulary::{ParseError, RegionCode, TextLanguage};

pub use catalogue::{Catalogue, Entry, UnknownCode};
pub use concept::Concept;
pub use config_problem::{ConfigErrors, ConfigProblem};
pub use corridor::{Corridor, CorridorProfession, EndedData, EndedKind, Ladder, OnDay, Procedure};
pub use course::{Course, load_courses};
pub use criteria::{Criteria, ExperienceScale};
pub use destination::{Authority, Destination, EnterpriseRegister, PlaceName};
pub use esco::{Esco, EscoConcept};
pub use framework::{
    Admission, Application, DurationRequired, Framework, FrameworkId, Frameworks, MinimumDuration, Subject,
    SubjectList, TrainingPart,
};
pub use grounds::{Certainty, Grounds, Validity};
pub use module_topic::{ModuleTopic, TopicUse};
pub use permit_pay::{BesideThreshold, Fee, PayUnit, PermitPay, Threshold};
pub use profession::Profession;
pub use region::{Regions, UnknownRegion};
pub use shortage::{ShortageEntry, ShortageLists};
pub use text_key::{TextFamily, TextKey, UsedKey};
pub use text_statistics::{LanguageStatistics, TextStatistics, document_frequencies};
pub use texts::Texts;

use concept::{Catalogues, read_concepts};
use config_problem::Problems;
use files::Files;
use stop_words::StopWords;

/// All data of `config/`, validated. Wrap it in an `Arc` to share it.
#[derive(Debug)]
pub struct ReferenceData {
    version: String,
    professions: Vec<Profession>,
    titles: Catalogue,
    specialisms: Catalogue,
    settings: Catalogue,
    regions: Regions,
    destinations: Vec<Destination>,
    corridors: Vec<Corridor>,
    frameworks: Frameworks,
    module_topics: Vec<ModuleTopic>,
    concepts: Vec<Concept>,
    esco: Esco,
    text_statistics: TextStatistics,
    stop_words: StopWords,
    texts: Texts,
    courses: Vec<Course>,
}

impl ReferenceData {
    /// Loads the built-in configuration.
    ///
    /// # Errors
    ///
    /// When a built-in file has a problem, which a test excludes.
    pub fn built_in() -> Result<Self, ConfigErrors> {
        Self::load(None)
    }

    /// Loads the built-in configuration, with each file replaced by the one with the same path in the operator's folder
    /// if there is one. The folder may also add corridors and courses.
    ///
    /// # Errors
    ///
    /// When a file has a problem, or a file in the folder neither replaces a built-in one nor is a new corridor or
    /// course; the error has all problems.
    pub fn load(overrides: Option<&Path>) -> Result<Self, ConfigErrors> {
        let problems = Problems::default();
        let files = Files::collect(overrides, &problems);
        let (professions, titles) = profession::read_professions(&files, &problems);
        let titles = Catalogue::new("title", titles);
        let specialisms = Catalogue::read(&files, "specialisms.toml", "specialism", &problems);
        let settings = Catalogue::read(&files, "settings.toml", "setting", &problems);
        let catalogues = Catalogues { specialisms: &specialisms, titles: &titles, settings: &settings };
        let concepts = read_concepts(&files, &catalogues, &problems);
        let destinations = Destination::read_all(&files, &titles, &problems);
        let corridors = Corridor::read_all(&files, &professions, &titles, &destinations, &problems);
        let regions = Regions::read_all(&files, &destinations, &problems);
        let frameworks = Frameworks::read(&files, &titles, &problems);
        let module_topics = module_topic::read_module_topics(&files, &frameworks, &problems);
        let esco = Esco::read(&files, &problems);
        let text_statistics = TextStatistics::read(&files, &problems);
        let stop_words = StopWords::read(&files, &problems);
        let texts = Texts::read(&files, &problems);
        let courses = course::read_courses(&files, &problems);
        problems.into_result(Some(Self {
            version: files.version(),
            professions,
            titles,
            specialisms,
            settings,
            regions,
            destinations,
            corridors,
            frameworks,
            module_topics,
            concepts,
            esco,
            text_statistics,
            stop_words,
            texts,
            courses,
        }))
    }

    /// Replaces the courses, and derives a new version from the old one and the courses.
    pub fn with_courses(mut self, courses: Vec<Course>) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.version.as_bytes());
        for course in &courses {
            hash.update(format!("{course:?}\n").as_bytes());
        }
        self.version = files::short_hash(&hash.finalize());
        self.courses = courses;
        self
    }

    /// The first 16 hexadecimal digits of SHA-256 over all files in use, in a stable order.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The professions, by code.
    pub fn professions(&self) -> &[Profession] {
        &self.professions
    }

    /// The titles that candidates hold and vacancies require.
    pub fn titles(&self) -> &Catalogue {
        &self.titles
    }

    /// The fields of work.
    pub fn specialisms(&self) -> &Catalogue {
        &self.specialisms
    }

    /// The kinds of work place.
    pub fn settings(&self) -> &Catalogue {
        &self.settings
    }

    /// The regions of all destinations.
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// All corridors, by code; at least one.
    pub fn corridors(&self) -> &[Corridor] {
        &self.corridors
    }

    /// The corridor with a code, or without one the only corridor.
    ///
    /// # Errors
    /// When no corridor has the code, or there are several to choose from; the error has their codes.
    pub fn corridor(&self, code: Option<&str>) -> Result<&Corridor, ParseError> {
        let expected = || {
            let codes: Vec<&str> = self.corridors.iter().map(|corridor| corridor.code.as_str()).collect();
            format!("the code of a corridor: {}", codes.join(", "))
        };
        match (code, self.corridors.as_slice()) {
            (None, [only]) => Ok(only),
            (None, _) => Err(ParseError::new("", expected())),
            (Some(code), corridors) => {
                let found = corridors.iter().find(|corridor| corridor.code == code);
                found.ok_or_else(|| ParseError::new(code, expected()))
            }
        }
    }

    /// The countries of destination.
    pub fn destinations(&self) -> &[Destination] {
        &self.destinations
    }

    /// The destination with an ISO 3166-1 code.
    pub fn destination(&self, country: &str) -> Option<&Destination> {
        self.destinations.iter().find(|destination| destination.country == country)
    }

    /// The authority on titles of any destination that a file names.
    ///
    /// # Errors
    /// When no destination has it; the error names the authorities.
    pub fn title_authority_named(&self, written: &str) -> Result<&Authority, ParseError> {
        let mut expected = String::new();
        for destination in &self.destinations {
            match destination.title_authority_named(written) {
                Ok(authority) => return Ok(authority),
                Err(error) => expected = error.expected,
            }
        }
        Err(ParseError::new(written, expected))
    }

    /// The destination in which a region lies.
    pub fn destination_of(&self, region: &RegionCode) -> Option<&Destination> {
        self.destination(region.as_str().get(..2)?)
    }

    /// The texts of law with which training is compared.
    pub fn frameworks(&self) -> &Frameworks {
        &self.frameworks
    }

    /// The topics of modules of curricula.
    pub fn module_topics(&self) -> &[ModuleTopic] {
        &self.module_topics
    }

    /// The concepts of the field.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The occupations and skills of ESCO.
    pub fn esco(&self) -> &Esco {
        &self.esco
    }

    /// The document frequencies of words.
    pub fn text_statistics(&self) -> &TextStatistics {
        &self.text_statistics
    }

    /// The stop words of a language, in lower case with their accents.
    pub fn stop_words(&self, language: TextLanguage) -> &HashSet<String> {
        self.stop_words.of(language)
    }

    /// The texts in four languages.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The language courses. None is built in.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }
}
