//! `passerelle rank`: two files in, an answer out, no database.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use candidate_profile::{CandidateProfiles, Profile};
use employer::VacancyRow;
use matching::facts::Facts;
use matching::ranking::{Shown, Source, rank};
use matching::scan::ScanOptions;
use matching::text::{Analyser, Query};
use matching::{PreparedVacancy, Ranking, RuleConfig, Segment, SegmentBuilder};
use rayon::prelude::*;
use reference_data::ReferenceData;
use sheets::Sheet;
use vocabulary::{Date, TextLanguage};

use crate::command_line::{Assumption, Format, RankArguments};
use crate::failure::{CommandResult, Failure};
use crate::{conversions, ranking_report};

/// People are made into segments of this many, so that all processors take part.
const SEGMENT: usize = 16 * 1024;

/// Ranks the people of one file for the vacancies of another and writes the answer to standard output.
pub fn run(arguments: &RankArguments) -> CommandResult {
    let reference = ReferenceData::load(arguments.config.as_deref())?;
    let courses = match &arguments.courses {
        Some(folder) => reference_data::load_courses(folder)?,
        None => reference.courses().to_vec(),
    };
    let as_of = arguments.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
    let config = RuleConfig::new(&reference, &courses)?;
    let mut notices = Vec::new();

    let (read, analyser) = rayon::join(
        || {
            Failure::both(
                read_people(arguments, &reference),
                read_vacancies(arguments, &reference, as_of, &mut notices),
            )
        },
        || Analyser::new(&reference),
    );
    let (people, vacancies) = read?;
    if !people.ignored.is_empty() {
        let (file, columns) = (arguments.candidates.display(), people.ignored.join(", "));
        notices.push(format!("{file}: ignored, since matching never reads them: {columns}"));
    }
    let prepared: Vec<PreparedVacancy> = vacancies
        .iter()
        .map(|row| {
            let requirements = conversions::requirements(&row.reference, &row.content);
            let query = Query::of(&requirements, &analyser);
            PreparedVacancy::new(requirements, query, &config, as_of, !arguments.without_plans)
        })
        .collect();
    let language: TextLanguage = arguments.language.into();
    for row in &vacancies {
        let notice = row.content.pay_notice(&reference, as_of);
        notices
            .extend(notice.map(|notice| ranking_report::pay_notice(&row.reference, &notice, &reference, language)));
    }

    let people = FilePeople::new(&people.people, as_of, &config, &analyser, &prepared);
    let segments: Vec<&Segment> = people.segments.iter().collect();
    let options = ScanOptions {
        top: arguments.top,
        near: arguments.top,
        threads: 1,
        requirement_impact: arguments.format == Format::Table,
    };
    let rankings: Vec<Ranking> =
        prepared.par_iter().map(|prepared| rank(prepared, &segments, &people, &config, options)).collect();

    if arguments.format == Format::Table && courses.iter().any(|course| course.invented) {
        notices.push(reference.texts().format(language, "notice-invented-courses", &[]));
    }
    for notice in notices {
        crate::notice(&notice);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &rankings)?;
            writeln!(out).map_err(Failure::Output)?;
        }
        Format::Csv => ranking_report::write_csv(&mut out, &rankings, &reference, language)?,
        Format::Table => {
            for ranking in &rankings {
                ranking_report::write_table(&mut out, &ranking.vacancy, ranking, &reference, language)
                    .map_err(Failure::Output)?;
            }
        }
    }
    out.flush().map_err(Failure::Output)
}

/// Reads a whole file.
pub fn read_file(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| Failure::unreadable(file, &error))
}

/// States what is assumed of the empty cells of a file.
pub fn assume<'a>(sheet: &mut Sheet<'_>, assumptions: impl IntoIterator<Item = &'a Assumption>) -> CommandResult {
    for Assumption { column, value, .. } in assumptions {
        let wrong = |problem| Failure::message(format!("--assume {column}={value}: {problem}"));
        sheet.assume(column, value).map_err(wrong)?;
    }
    Ok(())
}

/// The people of a file, without who they are.
fn read_people(arguments: &RankArguments, reference: &ReferenceData) -> Result<CandidateProfiles, Failure> {
    let bytes = read_file(&arguments.candidates)?;
    let mut sheet = Sheet::read(&arguments.candidates.display().to_string(), &bytes, candidate_profile::COLUMNS)?;
    assume(&mut sheet, arguments.assume.iter().filter(|assumption| !assumption.of_vacancies))?;
    Ok(candidate_profile::parse_profiles(&sheet, reference)?)
}

/// The vacancies that are to be ranked, in the file's order.
fn read_vacancies(
    arguments: &RankArguments,
    reference: &ReferenceData,
    as_of: Date,
    notices: &mut Vec<String>,
) -> Result<Vec<VacancyRow>, Failure> {
    let bytes = read_file(&arguments.vacancies)?;
    let name = arguments.vacancies.display().to_string();
    let mut sheet = Sheet::read(&name, &bytes, employer::COLUMNS)?;
    assume(&mut sheet, arguments.assume.iter().filter(|assumption| assumption.of_vacancies))?;
    let mut vacancies = VacancyRow::parse(&sheet, reference)?;
    if let Some(id) = &arguments.vacancy {
        vacancies.retain(|row| row.reference == *id);
        if vacancies.is_empty() {
            return Err(Failure::message(format!("{name} has no vacancy `{id}`")));
        }
    }
    vacancies.retain(|row| match row.content.valid_on(as_of) {
        Ok(()) => true,
        Err(why) => {
            notices.push(format!("vacancy {} is left out: {why}", row.reference));
            false
        }
    });
    Ok(vacancies)
}

/// The people of a file, ready to be scanned, with what reasons need of them.
struct FilePeople {
    segments: Vec<Segment>,
    facts: Vec<(String, Facts)>,
}

impl FilePeople {
    fn new(
        people: &[(String, Profile)],
        as_of: Date,
        config: &RuleConfig,
        analyser: &Analyser,
        prepared: &[PreparedVacancy],
    ) -> Self {
        // Only terms that some vacancy looks for are worth keeping.
        let mut terms = rustc_hash::FxHashMap::default();
        for term in prepared.iter().flat_map(|prepared| &prepared.query.terms) {
            let next = terms.len() as u32;
            terms.entry(term.term.clone()).or_insert(next);
        }
        let segments = people
            .par_chunks(SEGMENT)
            .map(|people| {
                let mut segment = SegmentBuilder::new(config, analyser, &terms);
                let facts: Vec<(String, Facts)> = people
                    .iter()
                    .map(|(id, profile)| {
                        let facts = conversions::facts(profile, false, as_of);
                        let text = profile.text.as_deref().map(|text| (text, profile.text_language));
                        segment.push(id, &facts, text);
                        (id.clone(), facts)
                    })
                    .collect();
                (segment.finish(), facts)
            })
            .collect::<Vec<_>>();
        let (segments, facts): (Vec<Segment>, Vec<Vec<(String, Facts)>>) = segments.into_iter().unzip();
        Self { segments, facts: facts.into_iter().flatten().collect() }
    }
}

impl Source for FilePeople {
    fn person(&self, segment: usize, row: usize) -> Shown {
        let (reference, facts) = &self.facts[segment * SEGMENT + row];
        Shown { candidate: reference.clone(), id: None, facts: facts.clone() }
    }
}
