//! `passerelle rank`: ranks the candidates of a file for the vacancies of a file, without a database.

use std::io::{self, Write};

use candidate_profile::CandidateProfiles;
use employer::VacancyRow;
use matching::RuleConfigs;
use matching::text::Analyser;
use ranking::{FileRankingOptions, rank_files};
use reference_data::{Corridor, EndedData, ReferenceData};
use sheets::Sheet;
use vocabulary::{Clock, Date, TextLanguage};

use crate::command_line::{Format, RankArguments};
use crate::failure::{CommandResult, Failure};
use crate::input_file::{assume, read_file};
use crate::installation::corridor;
use crate::ranking_report;
use crate::settings::Settings;

/// Ranks the people of one file for the vacancies of another and writes the answer to standard output.
pub fn run(arguments: &RankArguments, settings: &Settings, clock: &Clock) -> CommandResult {
    let reference = ReferenceData::load(arguments.config.as_deref().or(settings.config_folder.as_deref()))?;
    let courses = match &arguments.courses {
        Some(folder) => reference_data::load_courses(folder)?,
        None => reference.courses().to_vec(),
    };
    let corridor = corridor(&reference, arguments.corridor.as_deref(), settings)?;
    let as_of = arguments.as_of.unwrap_or_else(|| corridor.today(clock));
    let rules = RuleConfigs::new(&reference, corridor, &courses)?;
    let mut notices = Vec::new();

    let (read, analyser) = rayon::join(
        || {
            Failure::both(
                read_people(arguments, &reference),
                read_vacancies(arguments, &reference, corridor, as_of, &mut notices),
            )
        },
        || Analyser::new(&reference),
    );
    let (people, vacancies) = read?;
    if !people.ignored.is_empty() {
        let (file, columns) = (arguments.candidates.display(), people.ignored.join(", "));
        notices.push(format!("{file}: ignored, since matching never reads them: {columns}"));
    }
    let language: TextLanguage = arguments.language.into();
    for row in &vacancies {
        let notice = row.content.pay_notice(&reference, as_of);
        notices
            .extend(notice.map(|notice| ranking_report::pay_notice(&row.reference, &notice, &reference, language)));
    }

    let mut ended: Vec<&EndedData> = Vec::new();
    for row in &vacancies {
        let of_vacancy = &rules.on(row.content.title.as_ref(), as_of).ended;
        ended.extend(of_vacancy.iter().filter(|data| !ended.contains(data)).collect::<Vec<_>>());
    }
    notices.extend(ended.into_iter().map(|data| ranking_report::ended_notice(data, &reference, language)));
    let options = FileRankingOptions {
        as_of,
        top: arguments.top,
        with_plans: !arguments.without_plans,
        requirement_impact: arguments.format == Format::Table,
    };
    let rankings = rank_files(&people.people, &vacancies, &rules, &analyser, &options);

    if arguments.format == Format::Table && courses.iter().any(|course| course.invented) {
        notices.push(reference.texts().format(language, &ranking_report::INVENTED_COURSES, []));
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
    corridor: &Corridor,
    as_of: Date,
    notices: &mut Vec<String>,
) -> Result<Vec<VacancyRow>, Failure> {
    let bytes = read_file(&arguments.vacancies)?;
    let name = arguments.vacancies.display().to_string();
    let mut sheet = Sheet::read(&name, &bytes, employer::COLUMNS)?;
    assume(&mut sheet, arguments.assume.iter().filter(|assumption| assumption.of_vacancies))?;
    let mut vacancies = VacancyRow::parse(&sheet, reference, corridor)?;
    if let Some(employer) = &arguments.employer {
        vacancies.retain(|row| row.content.employer_name().as_ref() == Some(employer));
        if vacancies.is_empty() {
            return Err(Failure::message(format!("{name} has no vacancy of an employer `{employer}`")));
        }
    }
    if let Some(id) = &arguments.vacancy {
        vacancies.retain(|row| row.reference == *id);
        match vacancies.len() {
            0 => return Err(Failure::message(format!("{name} has no vacancy `{id}`"))),
            1 => {}
            several => {
                return Err(Failure::message(format!(
                    "{name} has {several} vacancies `{id}`, of several employers: add --employer NAME"
                )));
            }
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
