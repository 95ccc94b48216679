//! What laws, languages and people of the field change: the data of `config/`, loaded and checked.
//!
//! Everything is built into the program, so that one file runs anywhere; a folder given by the operator overrides
//! it file by file. Each value says where it was read, how sure it is and when it applies ([`Grounds`]), and a
//! question about it carries its date. Loading finds every problem at once, named by file, key and reason.
//!
//! | module | what it answers |
//! |---|---|
//! | [`catalogue`] | which titles, specialisms and settings there are, with labels |
//! | [`region`] | which districts a NUTS code holds, who permits work there, what became of an old code |
//! | [`corridor`] | which title stands above which, by which procedures a title rises, and the permit |
//! | [`criteria`] | what orders people of one standing, by which weights |
//! | [`course`] | language courses |
//! | [`permit_pay`] | from which pay a permit may be given; what procedures cost |
//! | [`shortage`] | occupations that are short of people |
//! | [`concept`], [`esco`] | what people call the ideas of the field |
//! | [`text_statistics`] | how common each word is |
//! | [`texts`] | sentences in four languages |

pub mod catalogue;
pub mod concept;
pub mod config_problem;
pub mod corridor;
pub mod course;
pub mod criteria;
pub mod esco;
pub mod grounds;
pub mod permit_pay;
pub mod region;
pub mod shortage;
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
use vocabulary::TextLanguage;

pub use catalogue::{Catalogue, Entry, UnknownCode};
pub use concept::Concept;
pub use config_problem::{ConfigErrors, ConfigProblem};
pub use corridor::{Corridor, Procedure};
pub use course::{Course, load_courses};
pub use criteria::Criteria;
pub use esco::{Esco, EscoConcept};
pub use grounds::{Certainty, Grounds, Validity};
pub use permit_pay::{BesideThreshold, Fee, PayUnit, PermitPay, Threshold};
pub use region::{Authority, Regions, UnknownRegion};
pub use shortage::{ShortageEntry, ShortageLists};
pub use text_statistics::{LanguageStatistics, TextStatistics, document_frequencies};
pub use texts::Texts;

use concept::{Catalogues, read_concepts};
use config_problem::Problems;
use files::Files;
use stop_words::StopWords;

/// All of `config/`, checked. Wrap it in an `Arc` to share it.
#[derive(Debug)]
pub struct ReferenceData {
    version: String,
    titles: Catalogue,
    specialisms: Catalogue,
    settings: Catalogue,
    regions: Regions,
    first_corridor: Corridor,
    other_corridors: Vec<Corridor>,
    criteria: Criteria,
    permit_pay: PermitPay,
    fees: Vec<Fee>,
    shortage: ShortageLists,
    concepts: Vec<Concept>,
    esco: Esco,
    text_statistics: TextStatistics,
    stop_words: StopWords,
    texts: Texts,
    courses: Vec<Course>,
}

impl ReferenceData {
    /// What is built into the program.
    pub fn built_in() -> Result<Self, ConfigErrors> {
        Self::load(None)
    }

    /// What is built in, each file replaced by the one of the same path in the operator's folder where there is
    /// one. An error names every problem; a file in the folder that overrides nothing is one.
    ///
    /// Operators may add corridors and courses besides.
    pub fn load(overrides: Option<&Path>) -> Result<Self, ConfigErrors> {
        let problems = Problems::default();
        let files = Files::collect(overrides, &problems);
        let titles = Catalogue::read(&files, "titles.toml", "title", &problems);
        let specialisms = Catalogue::read(&files, "specialisms.toml", "specialism", &problems);
        let settings = Catalogue::read(&files, "settings.toml", "setting", &problems);
        let catalogues = Catalogues { specialisms: &specialisms, titles: &titles, settings: &settings };
        let concepts = read_concepts(&files, &catalogues, &problems);
        let mut corridors = Corridor::read_all(&files, &titles, &problems).into_iter();
        let regions = Regions::read(&files, &problems);
        let criteria = Criteria::read(&files, &problems);
        let permit_pay = PermitPay::read(&files, &problems);
        let fees = permit_pay::read_fees(&files, &problems);
        let shortage = ShortageLists::read(&files, &titles, &problems);
        let esco = Esco::read(&files, &problems);
        let text_statistics = TextStatistics::read(&files, &problems);
        let stop_words = StopWords::read(&files, &problems);
        let texts = Texts::read(&files, &problems);
        let courses = course::read_courses(&files, &problems);
        let first_corridor = corridors.next();
        if first_corridor.is_none() {
            problems.note(corridor::FIRST, "", "the first corridor can't be read");
        }
        problems.into_result(first_corridor.map(|first_corridor| Self {
            version: files.version(),
            titles,
            specialisms,
            settings,
            regions,
            first_corridor,
            other_corridors: corridors.collect(),
            criteria,
            permit_pay,
            fees,
            shortage,
            concepts,
            esco,
            text_statistics,
            stop_words,
            texts,
            courses,
        }))
    }

    /// The same with other courses in place of its own, and a version that tells them apart.
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

    /// The first 16 hexadecimal digits of a SHA-256 over every file in use, in a stable order.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The titles that people hold and vacancies ask.
    pub fn titles(&self) -> &Catalogue {
        &self.titles
    }

    /// The fields of work.
    pub fn specialisms(&self) -> &Catalogue {
        &self.specialisms
    }

    /// The kinds of places of work.
    pub fn settings(&self) -> &Catalogue {
        &self.settings
    }

    /// The regions of Belgium.
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// The corridor of a code.
    pub fn corridor(&self, code: &str) -> Option<&Corridor> {
        self.corridors().find(|corridor| corridor.code == code)
    }

    /// The corridor that came first: Morocco to Belgium.
    pub fn first_corridor(&self) -> &Corridor {
        &self.first_corridor
    }

    /// Every corridor, the first one first.
    pub fn corridors(&self) -> impl Iterator<Item = &Corridor> {
        std::iter::once(&self.first_corridor).chain(&self.other_corridors)
    }

    /// What orders people of one standing.
    pub fn criteria(&self) -> &Criteria {
        &self.criteria
    }

    /// From which pay a permit may be given.
    pub fn permit_pay(&self) -> &PermitPay {
        &self.permit_pay
    }

    /// What procedures cost, of every date.
    pub fn fees(&self) -> &[Fee] {
        &self.fees
    }

    /// Occupations that are short of people.
    pub fn shortage(&self) -> &ShortageLists {
        &self.shortage
    }

    /// The field's own words.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The words of ESCO.
    pub fn esco(&self) -> &Esco {
        &self.esco
    }

    /// How common each word is.
    pub fn text_statistics(&self) -> &TextStatistics {
        &self.text_statistics
    }

    /// Words that say nothing, lower-cased and with their accents.
    pub fn stop_words(&self, language: TextLanguage) -> &HashSet<String> {
        self.stop_words.of(language)
    }

    /// Sentences in four languages.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Language courses. None is shipped.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }
}
