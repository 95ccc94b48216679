//! The generated candidates and vacancies of the benchmarks: those of the demonstration, prepared for scanning.

use std::error::Error;

use candidate_profile::CandidateProfiles;
use employer::VacancyRow;
use matching::text::{Analyser, Query};
use matching::{PreparedVacancy, RuleConfig, RuleConfigs, Segment, SegmentBuilder};
use passerelle::demo::invented_data::{self, Cells};
use ranking::conversion;
use rayon::prelude::*;
use reference_data::ReferenceData;
use rustc_hash::FxHashMap;
use sheets::{Column, Sheet};
use vocabulary::Date;

/// The seed of all generated data.
pub(crate) const SEED: u64 = 7;
/// Candidates per segment: about as many as in a segment of an index.
const SEGMENT: usize = 25_000;
/// The number of candidates whose words are taken as all words there are.
const SAMPLE: usize = 4_000;

/// Any error ends a benchmark.
pub(crate) type Failed = Box<dyn Error + Send + Sync>;

/// Vacancies, and the configuration that they are ranked with.
pub(crate) struct Material {
    pub(crate) reference: ReferenceData,
    pub(crate) analyser: Analyser,
    pub(crate) rules: RuleConfigs,
    pub(crate) vacancies: Vec<VacancyRow>,
    pub(crate) as_of: Date,
}

impl Material {
    /// The first vacancies of the demonstration, with its courses.
    pub(crate) fn new(vacancies: usize, as_of: Date) -> Result<Self, Failed> {
        let reference = ReferenceData::built_in()?;
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("courses.toml"), invented_data::courses(as_of))?;
        let courses = reference_data::load_courses(folder.path())?;
        let cells: Vec<Cells> = invented_data::vacancies(SEED, vacancies, as_of).collect();
        let file = csv(employer::COLUMNS, &cells)?;
        let corridor = reference.corridor(None)?;
        let sheet = Sheet::read("vacancies", &file, employer::COLUMNS)?;
        let vacancies = VacancyRow::parse(&sheet, &reference, corridor)?;
        let (analyser, rules) = (Analyser::new(&reference), RuleConfigs::new(&reference, corridor, &courses)?);
        Ok(Self { reference, analyser, rules, vacancies, as_of })
    }

    /// All vacancies prepared, with all criteria or all but text.
    pub(crate) fn prepared(&self, with_text: bool, with_plans: bool) -> Vec<PreparedVacancy> {
        let prepare = |row: &VacancyRow| {
            let requirements = conversion::requirements(&row.reference, &row.content);
            let mut config = RuleConfig::clone(self.rules.on(requirements.title.as_ref(), self.as_of));
            config.weights.retain(|(code, _)| with_text || *code != *"text");
            let query = Query::of(&requirements, &self.analyser);
            PreparedVacancy::new(requirements, query, &config, self.as_of, with_plans)
        };
        self.vacancies.iter().map(prepare).collect()
    }

    /// Candidates in segments, with all words of their texts, as an index holds them.
    pub(crate) fn people(&self, count: usize) -> Result<Vec<Segment>, Failed> {
        let terms = self.terms()?;
        let first: Vec<usize> = (0..count).step_by(SEGMENT).collect();
        first
            .into_par_iter()
            .map(|first| {
                let read = self.read_people(first, SEGMENT.min(count - first))?;
                let mut segment = SegmentBuilder::new(self.rules.any(), &self.analyser, &terms);
                for (id, profile) in &read.people {
                    let facts = conversion::facts(profile, false, self.as_of);
                    segment.push(
                        id.as_bytes(),
                        &facts,
                        profile.text.as_deref().map(|text| (text, profile.text_language)),
                    );
                }
                Ok(segment.finish())
            })
            .collect()
    }

    /// `count` candidates from the number `first` on, read as from a file.
    pub(crate) fn read_people(&self, first: usize, count: usize) -> Result<CandidateProfiles, Failed> {
        let cells: Vec<Cells> =
            (first..first + count).map(|number| invented_data::candidate(SEED, number, self.as_of)).collect();
        let file = csv(candidate_profile::COLUMNS, &cells)?;
        let sheet = Sheet::read("people", &file, candidate_profile::COLUMNS)?;
        Ok(candidate_profile::parse_profiles(&sheet, &self.reference)?)
    }

    fn terms(&self) -> Result<FxHashMap<String, u32>, Failed> {
        let mut terms = FxHashMap::default();
        for (_, profile) in self.read_people(0, SAMPLE)?.people {
            let Some(text) = profile.text else { continue };
            for (term, _) in self.analyser.vocabulary_terms(&text, profile.text_language).terms {
                let next = terms.len() as u32;
                terms.entry(term).or_insert(next);
            }
        }
        Ok(terms)
    }
}

/// Records as a CSV file, in the columns of a format.
pub(crate) fn csv(columns: &[Column], records: &[Cells]) -> Result<Vec<u8>, Failed> {
    let mut file = Vec::with_capacity(records.len() * 640);
    let rows = records.iter().map(|record| {
        columns
            .iter()
            .map(|column| record.iter().find(|(name, _)| *name == column.name).map_or("", |(_, cell)| cell.as_ref()))
    });
    sheets::write_csv(&mut file, columns, rows)?;
    Ok(file)
}
