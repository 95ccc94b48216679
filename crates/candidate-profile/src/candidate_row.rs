//! Candidates as rows of a file, read and written.

use std::collections::HashMap;

use reference_data::ReferenceData;
use sheets::{Column, ColumnId, Problems, Row, Sheet};
use vocabulary::{ParseError, Shift};

use crate::accepted_settings::AcceptedSettings;
use crate::authority_decision::StatedDecision;
use crate::held_title::HeldTitle;
use crate::known_language::KnownLanguage;
use crate::personal_data::PersonalData;
use crate::profile::Profile;
use crate::provenance::Document;
use crate::work_experience::{Experience, Worked};

/// The columns of a candidates file, in the order in which they are written.
pub const COLUMNS: &[Column] = &[
    Column::id("id"),
    Column::list("titles"),
    Column::list("titles_document"),
    Column::list("titles_decision"),
    Column::new("lowest_title"),
    Column::list("specialisms"),
    Column::list("experience"),
    Column::new("experience_complete"),
    Column::new("last_practised"),
    Column::list("languages"),
    Column::list("languages_document"),
    Column::new("languages_complete"),
    Column::list("regions"),
    Column::list("settings"),
    Column::list("shifts"),
    Column::new("hours_min"),
    Column::new("hours_max"),
    Column::new("available_from"),
    Column::new("minimum_pay"),
    Column::new("contract_min_months"),
    Column::new("driving_licence"),
    Column::new("work_permission"),
    Column::new("consent"),
    Column::new("text"),
    Column::new("text_language"),
    Column::new("name"),
    Column::new("sex"),
    Column::new("birth_date"),
    Column::new("nationality"),
    Column::new("email"),
    Column::new("phone"),
];

/// The columns of personal data. Matching never reads them.
pub const PERSONAL_DATA_COLUMNS: [&str; 6] = ["name", "sex", "birth_date", "nationality", "email", "phone"];

const fn column(name: &str) -> ColumnId {
    ColumnId::of(COLUMNS, name)
}

const ID: ColumnId = column("id");
const TITLES: ColumnId = column("titles");
const TITLES_DOCUMENT: ColumnId = column("titles_document");
const TITLES_DECISION: ColumnId = column("titles_decision");
const LOWEST_TITLE: ColumnId = column("lowest_title");
const SPECIALISMS: ColumnId = column("specialisms");
const EXPERIENCE: ColumnId = column("experience");
const EXPERIENCE_COMPLETE: ColumnId = column("experience_complete");
const LAST_PRACTISED: ColumnId = column("last_practised");
const LANGUAGES: ColumnId = column("languages");
const LANGUAGES_DOCUMENT: ColumnId = column("languages_document");
const LANGUAGES_COMPLETE: ColumnId = column("languages_complete");
const REGIONS: ColumnId = column("regions");
const SETTINGS: ColumnId = column("settings");
const SHIFTS: ColumnId = column("shifts");
const HOURS_MIN: ColumnId = column("hours_min");
const HOURS_MAX: ColumnId = column("hours_max");
const AVAILABLE_FROM: ColumnId = column("available_from");
const MINIMUM_PAY: ColumnId = column("minimum_pay");
const CONTRACT_MIN_MONTHS: ColumnId = column("contract_min_months");
const DRIVING_LICENCE: ColumnId = column("driving_licence");
const WORK_PERMISSION: ColumnId = column("work_permission");
const CONSENT: ColumnId = column("consent");
const TEXT: ColumnId = column("text");
const TEXT_LANGUAGE: ColumnId = column("text_language");
const NAME: ColumnId = column("name");
const SEX: ColumnId = column("sex");
const BIRTH_DATE: ColumnId = column("birth_date");
const NATIONALITY: ColumnId = column("nationality");
const EMAIL: ColumnId = column("email");
const PHONE: ColumnId = column("phone");

/// A candidate as a row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateRow {
    /// The `id` of the file.
    pub reference: String,
    /// What matching may read. Titles and languages have the documents that the file names for them.
    pub profile: Profile,
    /// The decisions of authorities that the file names for titles.
    pub decisions: Vec<StatedDecision>,
    /// The personal data.
    pub personal_data: PersonalData,
}

/// A candidates file as `rank` reads it, without personal data.
#[derive(Debug)]
pub struct CandidateProfiles {
    /// The `id` and profile of each row, in the order of the file.
    pub people: Vec<(String, Profile)>,
    /// The columns of personal data in the file, which were ignored.
    pub ignored: Vec<&'static str>,
}

/// Reads a candidates file with its personal data.
///
/// # Errors
/// With every problem of the file.
pub fn parse(sheet: &Sheet<'_>, data: &ReferenceData) -> Result<Vec<CandidateRow>, Problems> {
    sheet.parse(|row| {
        let (mut profile, personal_data) = (read_profile(row, data), read_personal_data(row));
        read_documents(row, &mut profile);
        let decisions = read_decisions(row, &profile, data);
        Some(CandidateRow { reference: row.cell(ID)?.to_owned(), profile, decisions, personal_data })
    })
}

/// The number of the row of each `id` in a file, for messages; of an `id` that stands twice, the later one.
///
/// # Errors
/// With every problem of the file's form.
pub fn row_numbers(sheet: &Sheet<'_>) -> Result<HashMap<String, u64>, Problems> {
    Ok(sheet.parse(|row| Some((row.cell(ID)?.to_owned(), row.number())))?.into_iter().collect())
}

/// Reads a candidates file without its personal data.
///
/// # Errors
/// With every problem of the other columns.
pub fn parse_profiles(sheet: &Sheet<'_>, data: &ReferenceData) -> Result<CandidateProfiles, Problems> {
    let people = sheet.parse(|row| {
        let profile = read_profile(row, data);
        Some((row.cell(ID)?.to_owned(), profile))
    })?;
    let ignored = PERSONAL_DATA_COLUMNS.into_iter().filter(|name| sheet.has(column(name))).collect();
    Ok(CandidateProfiles { people, ignored })
}

fn read_profile(row: &Row<'_>, data: &ReferenceData) -> Profile {
    let experience_complete = row.yes_or_no(EXPERIENCE_COMPLETE);
    let profile = Profile {
        titles: row.list_of(TITLES, |written| HeldTitle::read(written, data), |held| held.title.clone()),
        lowest_title: row.read(LOWEST_TITLE, |written| data.titles().code(written)),
        specialisms: row.list_of(SPECIALISMS, |written| data.specialisms().code(written), Clone::clone),
        experience: read_experience(row, experience_complete == Some(true), data),
        last_practised: row.date(LAST_PRACTISED),
        languages: row.list_of(LANGUAGES, str::parse::<KnownLanguage>, |known| (known.language, known.skill)),
        languages_complete: row.yes_or_no(LANGUAGES_COMPLETE) == Some(true),
        regions: row.list_of(REGIONS, |written| Ok(data.regions().find(written)?), |region| *region),
        settings: read_settings(row, data),
        shifts: row
            .cell(SHIFTS)
            .map(|_| row.list_of(SHIFTS, str::parse::<Shift>, |shift| *shift).into_iter().collect()),
        hours_min: row.parse(HOURS_MIN),
        hours_max: row.parse(HOURS_MAX),
        available_from: row.date(AVAILABLE_FROM),
        minimum_pay: row.parse(MINIMUM_PAY),
        contract_min_months: row.parse(CONTRACT_MIN_MONTHS),
        driving_licence: row.yes_or_no(DRIVING_LICENCE),
        work_permission: row.parse(WORK_PERMISSION),
        consent: row.yes_or_no(CONSENT),
        text: row.cell(TEXT).map(str::to_owned),
        text_language: row.parse(TEXT_LANGUAGE),
    };
    if let (Some(least), Some(most)) = (profile.hours_min, profile.hours_max)
        && least > most
    {
        row.problem(HOURS_MIN, &least.to_string(), format!("at most {most}, which hours_max has"));
    }
    profile
}

/// Reads the documents on which titles and languages rest, each named by the title or language before it.
fn read_documents(row: &Row<'_>, profile: &mut Profile) {
    let read = |written: &str, expected: &str| {
        let (subject, document) = written.split_once(':').ok_or_else(|| ParseError::new(written, expected))?;
        Ok((subject.trim().to_owned(), Document::read(document)?))
    };
    let expected = "a title and its document, like nurse-general-care:diploma:ISPITS Rabat:2024-07-15";
    let of_titles =
        row.list_of(TITLES_DOCUMENT, |written| read(written, expected), |(title, _): &(String, _)| title.clone());
    for (title, document) in of_titles {
        match profile.titles.iter_mut().find(|held| held.title == *title) {
            Some(held) => held.document = Some(Box::new(document)),
            None => row.problem(TITLES_DOCUMENT, &title, "a title of the column `titles`"),
        }
    }
    let expected = "a language and its document, like nl:CNaVT:KU Leuven:2026-05-20";
    let mut of_languages = row.list_of(
        LANGUAGES_DOCUMENT,
        |written| read(written, expected),
        |(language, _): &(String, _)| language.clone(),
    );
    // That of one skill counts for the skill before that of the whole language.
    of_languages.sort_by_key(|(language, _)| std::cmp::Reverse(language.contains('.')));
    for (subject, document) in of_languages {
        let mut is_listed = false;
        for known in &mut profile.languages {
            let is_subject = match subject.split_once('.') {
                Some((language, skill)) => {
                    known.language.as_str() == language && known.skill.is_some_and(|own| own.word() == skill)
                }
                None => known.language.as_str() == subject,
            };
            if is_subject {
                known.document.get_or_insert_with(|| Box::new(document.clone()));
            }
            is_listed |= is_subject;
        }
        if !is_listed {
            row.problem(LANGUAGES_DOCUMENT, &subject, "a language of the column `languages`");
        }
    }
}

/// Reads the decisions of authorities on titles, each named by its title.
fn read_decisions(row: &Row<'_>, profile: &Profile, data: &ReferenceData) -> Vec<StatedDecision> {
    let decisions = row.list_of(
        TITLES_DECISION,
        |written| {
            let decision = StatedDecision::read(written)?;
            data.title_authority_named(&decision.authority)?;
            Ok(decision)
        },
        |decision| (decision.title.clone(), decision.kind.clone()),
    );
    for decision in &decisions {
        if !profile.titles.iter().any(|held| held.title == decision.title) {
            row.problem(TITLES_DECISION, decision.title.as_str(), "a title of the column `titles`");
        }
    }
    decisions
}

/// Reads `none`, or months by specialism. `experience_complete` has no meaning beside an empty cell.
fn read_experience(row: &Row<'_>, complete: bool, data: &ReferenceData) -> Option<Experience> {
    if row.cell(EXPERIENCE)? == "none" {
        return Some(Experience::none());
    }
    let months = row.list_of(EXPERIENCE, |written| Worked::read(written, data), |worked| worked.specialism.clone());
    Some(Experience { months, complete })
}

fn read_settings(row: &Row<'_>, data: &ReferenceData) -> Option<AcceptedSettings> {
    if row.cell(SETTINGS)? == "any" {
        return Some(AcceptedSettings::Any);
    }
    let codes = row.list_of(SETTINGS, |written| data.settings().code(written), Clone::clone);
    Some(AcceptedSettings::These(codes))
}

fn read_personal_data(row: &Row<'_>) -> PersonalData {
    let text = |column| row.cell(column).map(str::to_owned);
    PersonalData {
        name: text(NAME),
        sex: text(SEX),
        birth_date: row.read(BIRTH_DATE, |written| {
            // The birth date is left out of the message, which may be passed on.
            vocabulary::calendar::day(written).map_err(|error| ParseError::new("", error.expected))
        }),
        nationality: text(NATIONALITY),
        email: text(EMAIL),
        phone: text(PHONE),
    }
}

impl CandidateRow {
    /// The cells of the row, in the order of [`COLUMNS`]. Reading them gives the row again if it came from a file; of
    /// several assertions on one title or language, of which a cell can hold only one, the best is written.
    pub fn to_cells(&self) -> Vec<String> {
        let Self { reference, profile, decisions, personal_data } = self;
        let yes_or_no = |value: bool| if value { "yes" } else { "no" }.to_owned();
        let experience = profile.experience.as_ref();
        let none_at_all = experience.is_some_and(|experience| experience.months.is_empty());
        vec![
            reference.clone(),
            joined(profile.best_titles()),
            joined(
                profile
                    .best_titles()
                    .into_iter()
                    .filter_map(|held| held.document.as_ref().map(|document| format!("{}:{document}", held.title))),
            ),
            joined(decisions),
            text(&profile.lowest_title),
            joined(&profile.specialisms),
            match experience {
                Some(_) if none_at_all => "none".to_owned(),
                Some(experience) => joined(&experience.months),
                None => String::new(),
            },
            if experience.is_some_and(|experience| experience.complete) && !none_at_all {
                yes_or_no(true)
            } else {
                String::new()
            },
            text(&profile.last_practised),
            joined(profile.best_languages()),
            joined(profile.best_languages().into_iter().filter_map(|known| {
                let skill = known.skill.map(|skill| format!(".{skill}")).unwrap_or_default();
                known.document.as_ref().map(|document| format!("{}{skill}:{document}", known.language))
            })),
            if profile.languages_complete { yes_or_no(true) } else { String::new() },
            joined(&profile.regions),
            match &profile.settings {
                None => String::new(),
                Some(AcceptedSettings::Any) => "any".to_owned(),
                Some(AcceptedSettings::These(settings)) => joined(settings),
            },
            joined(profile.shifts.unwrap_or_default().iter()),
            text(&profile.hours_min),
            text(&profile.hours_max),
            text(&profile.available_from),
            text(&profile.minimum_pay),
            text(&profile.contract_min_months),
            profile.driving_licence.map(yes_or_no).unwrap_or_default(),
            text(&profile.work_permission),
            profile.consent.map(yes_or_no).unwrap_or_default(),
            text(&profile.text),
            text(&profile.text_language),
            text(&personal_data.name),
            text(&personal_data.sex),
            text(&personal_data.birth_date),
            text(&personal_data.nationality),
            text(&personal_data.email),
            text(&personal_data.phone),
        ]
    }
}

fn text(value: &Option<impl ToString>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn joined<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<String>>().join("|")
}
