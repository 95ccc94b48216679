//! One vacancy's query in SQL: the outcome of each requirement for a row, and the value of each criterion.
//!
//! The rules and the arithmetic are those of `matching`, without plans and without texts: the comparison is valid
//! only while both give the same counts.

use matching::RuleConfig;
use matching::columns::{Column, TITLES_UNKNOWN, aspect, day};
use matching::requirements::{LanguageAlternative, Requirements, Wish};
use vocabulary::{Code, Contract, Date, Evidence, TitleStatus, months_before};

use crate::candidate_table::{language_column, months_column, title_column};

const MET: u8 = 0;
const UNKNOWN: u8 = 2;
const NOT_MET: u8 = 3;

/// The statements of one vacancy.
pub(crate) struct VacancyQuery {
    /// The numbers who are ready, to verify and near misses, then near misses by requirement, as one text.
    pub(crate) counts: String,
    /// The first 20 of ready and to verify with their scores.
    pub(crate) list: String,
    /// The codes of the requirements, in the order in which near misses are counted.
    pub(crate) requirements: Vec<String>,
}

impl VacancyQuery {
    pub(crate) fn new(vacancy: &Requirements, config: &RuleConfig, as_of: Date) -> Self {
        let requirements = requirements(vacancy, config, as_of);
        let columns: Vec<String> = requirements
            .iter()
            .enumerate()
            .map(|(number, (_, outcome))| format!("({outcome}) AS o{number}"))
            .collect();
        let sum = |of: u8| {
            (0..requirements.len()).map(|number| format!("(o{number} = {of})::int")).collect::<Vec<_>>().join(" + ")
        };
        // `OFFSET 0` keeps each outcome from being computed again wherever it is used.
        let judged = format!(
            "SELECT {}, {} AS failed, {} AS unknown FROM (SELECT {} FROM people WHERE consent = 1 OFFSET 0) AS o OFFSET 0",
            (0..requirements.len()).map(|number| format!("o{number}")).collect::<Vec<_>>().join(", "),
            sum(NOT_MET),
            sum(UNKNOWN),
            columns.join(", "),
        );
        let near = (0..requirements.len())
            .map(|number| format!("count(*) FILTER (WHERE failed = 1 AND o{number} = {NOT_MET})"));
        let counts = format!(
            "SELECT concat_ws(',', count(*) FILTER (WHERE failed = 0 AND unknown = 0), \
             count(*) FILTER (WHERE failed = 0 AND unknown > 0), count(*) FILTER (WHERE failed = 1), {}) AS answer \
             FROM ({judged}) AS j",
            near.collect::<Vec<_>>().join(", "),
        );
        let score = score(vacancy, config, as_of);
        // Conditions that an index can answer are added to those of the requirements.
        let narrowed = match vacancy.region {
            Some(region) => {
                let districts = config.districts.iter().enumerate().filter(|(_, district)| region.holds(district));
                let numbers: Vec<String> = districts.map(|(number, _)| number.to_string()).collect();
                format!("AND (district_list && ARRAY[{}] OR district_list IS NULL)", numbers.join(", "))
            }
            None => String::new(),
        };
        let start = vacancy.start_until.map_or(String::new(), |until| {
            let unknown = matching::columns::UNKNOWN_16;
            format!("AND (available_from <= {} OR available_from = {unknown})", day(until))
        });
        // A candidate is dropped at the first requirement that fails; only the others are scored.
        let unfailed = requirements.iter().map(|(_, outcome)| format!("({outcome}) <> {NOT_MET}"));
        let unknown = requirements.iter().map(|(_, outcome)| format!("(({outcome}) = {UNKNOWN})::int"));
        let list = format!(
            "SELECT score FROM (SELECT unknown, score, row_number() OVER (PARTITION BY unknown > 0 \
             ORDER BY unknown, score DESC) AS list_position FROM (SELECT {} AS unknown, ({score})::int AS score FROM people \
             WHERE consent = 1 {narrowed} {start} AND {} OFFSET 0) AS j) AS r \
             WHERE list_position <= 20 ORDER BY unknown > 0, list_position",
            unknown.collect::<Vec<_>>().join(" + "),
            unfailed.collect::<Vec<_>>().join(" AND "),
        );
        Self { counts, list, requirements: requirements.into_iter().map(|(code, _)| code).collect() }
    }
}

/// Met where the first condition holds, else not met where the second does, else unknown.
fn outcome(met: impl std::fmt::Display, not_met: impl std::fmt::Display) -> String {
    format!("CASE WHEN {met} THEN {MET} WHEN {not_met} THEN {NOT_MET} ELSE {UNKNOWN} END")
}

/// All requirements with the outcome of a row; consent is a gate and no requirement.
fn requirements(vacancy: &Requirements, config: &RuleConfig, as_of: Date) -> Vec<(String, String)> {
    let mut requirements: Vec<(String, String)> = Vec::new();
    let unknown_16 = matching::columns::UNKNOWN_16;
    if let Some(title) = &vacancy.title {
        requirements.push(("title".to_owned(), title_requirement(vacancy, title, config)));
        let rung = config.rung(title.as_str());
        if rung > 0 && config.ladder.len() > usize::from(rung) {
            let (accepted, above) = config.ladder.split_at(usize::from(rung));
            let positions = |titles: &[Code]| -> Vec<usize> {
                titles.iter().filter_map(|title| config.title_index(title.as_str())).collect()
            };
            let lowest = |titles: &[Code]| {
                let values: Vec<String> =
                    positions(titles).iter().map(|position| (position + 1).to_string()).collect();
                format!("lowest_title IN ({})", values.join(", "))
            };
            let not_held = positions(above).into_iter().map(|position| {
                let column = title_column(position);
                format!("{column} IN (0, {TITLES_UNKNOWN})")
            });
            let not_held = not_held.collect::<Vec<_>>().join(" AND ");
            let met = format!("({not_held}) OR {}", lowest(accepted));
            requirements.push(("lower-title".to_owned(), outcome(met, lowest(above))));
        }
    }
    for requirement in &vacancy.languages {
        let alternative = |alternative: &LanguageAlternative| {
            let column = language_column(alternative.language, aspect(alternative.skill), vacancy.languages_evidence);
            let required = alternative.level as u8;
            let below = format!("({column} >> 4 < {required} AND {column} & 15 <> 7)");
            outcome(format!("NOT {below} AND {column} & 15 >= {required}"), below)
        };
        let alternatives: Vec<String> = requirement.alternatives.iter().map(alternative).collect();
        requirements.push((requirement.rule_code(), format!("LEAST({})", alternatives.join(", "))));
    }
    if vacancy.experience_months.count() > 0 {
        let met = format!("months_total >= {}", vacancy.experience_months.count());
        requirements.push(("experience".to_owned(), outcome(met, "experience_known = 2")));
    }
    if vacancy.specialism_months.count() > 0 {
        let met = format!("{} >= {}", months_in(vacancy, config), vacancy.specialism_months.count());
        requirements.push(("specialism".to_owned(), outcome(met, "experience_known = 2")));
    }
    if let Some(months) = vacancy.practised_within {
        let since = day(months_before(as_of, u32::from(months.count())));
        let met = format!("last_practised >= {since} AND last_practised <> {unknown_16}");
        requirements.push(("recent-practice".to_owned(), outcome(met, format!("last_practised < {since}"))));
    }
    if let Some(region) = &vacancy.region {
        let mask = config.district_mask(region);
        let not = format!("districts & {mask} = 0 AND districts >= 0");
        requirements.push(("region".to_owned(), outcome(format!("districts & {mask} = {mask}"), not)));
    }
    if let Some(setting) = &vacancy.setting {
        let bit = config.setting_bit(setting.as_str());
        requirements.push(("setting".to_owned(), outcome(format!("settings & {bit} <> 0"), "settings <> 0")));
    }
    if !vacancy.shifts.is_empty() {
        let bits = vacancy.shifts.bits();
        requirements.push(("shifts".to_owned(), outcome(format!("shifts & {bits} = {bits}"), "shifts <> 0")));
    }
    if let Some((least, most)) = vacancy.hours {
        let (least, most) = (least.hundredths(), most.hundredths());
        let outside = format!("((hours_min <> {unknown_16} AND hours_min > {most}) OR hours_max < {least})");
        let known = format!("hours_min <> {unknown_16} AND hours_max <> {unknown_16}");
        requirements.push(("hours".to_owned(), outcome(format!("{known} AND NOT {outside}"), outside)));
    }
    if let Some(until) = vacancy.start_until {
        let met = format!("available_from <= {}", day(until));
        requirements.push(("start".to_owned(), outcome(met, format!("available_from <> {unknown_16}"))));
    }
    if let Some(pay) = vacancy.pay {
        let most = vacancy.pay_max.unwrap_or(pay).cents();
        let not = format!("minimum_pay > {most} AND minimum_pay <> {}", matching::columns::UNKNOWN_32);
        requirements.push(("pay".to_owned(), outcome(format!("minimum_pay <= {}", pay.cents()), not)));
    }
    if let Some(Contract::Months(months)) = vacancy.contract {
        let met = format!("contract_min <= {}", months.count());
        requirements.push(("contract".to_owned(), outcome(met, format!("contract_min <> {unknown_16}"))));
    }
    if vacancy.driving_licence {
        requirements.push(("driving-licence".to_owned(), outcome("driving_licence = 1", "driving_licence = 2")));
    }
    let permission = match vacancy.single_permit {
        Some(true) => outcome("work_permission <> 0", "false"),
        Some(false) => outcome("work_permission = 1", "work_permission <> 0"),
        None => outcome("work_permission = 1", "false"),
    };
    requirements.push(("work-permission".to_owned(), permission));
    requirements
}

fn title_requirement(vacancy: &Requirements, title: &Code, config: &RuleConfig) -> String {
    let required = vacancy.title_status as u8;
    let outcomes = config.titles_at_or_above(title.as_str()).into_iter().filter_map(|title| {
        let column = title_column(config.title_index(title.as_str())?);
        let without_status = if required == TitleStatus::Declared as u8 { MET } else { UNKNOWN };
        let declared = if required == TitleStatus::Documented as u8 { UNKNOWN } else { NOT_MET };
        Some(format!(
            "CASE WHEN {column} & 7 >= {required} THEN {MET} WHEN {column} = 255 THEN {UNKNOWN} WHEN {column} & 8 <> 0 THEN \
             {without_status} WHEN {column} = 1 THEN {declared} ELSE {NOT_MET} END"
        ))
    });
    format!(
        "CASE WHEN {} = 255 THEN {UNKNOWN} ELSE LEAST({}) END",
        title_column(0),
        outcomes.collect::<Vec<_>>().join(", ")
    )
}

/// Months in the specialisms of a vacancy.
fn months_in(vacancy: &Requirements, config: &RuleConfig) -> String {
    let positions = vacancy.specialisms.iter().filter_map(|code| config.specialism_index(code.as_str()));
    let columns: Vec<String> = positions.map(months_column).collect();
    if columns.is_empty() { "0".to_owned() } else { format!("({})", columns.join(" + ")) }
}

/// The score of a row: the sum of each criterion's value times its weight, rounded down, all in millionths.
fn score(vacancy: &Requirements, config: &RuleConfig, as_of: Date) -> String {
    let parts = config.weights.iter().filter_map(|(code, weight)| {
        let value = value(code, vacancy, config, as_of)?;
        Some(format!("{}::bigint * ({value}) / 1000000", weight.count()))
    });
    parts.collect::<Vec<_>>().join(" + ")
}

fn value(criterion: &Code, vacancy: &Requirements, config: &RuleConfig, as_of: Date) -> Option<String> {
    let fields = vacancy.specialisms.iter().filter_map(|code| config.specialism_index(code.as_str()));
    let wanted = fields.fold(0u64, |bits, position| bits | 1 << position);
    // The level of a language's byte: the level that counts as met, unless a lower one is stated; native always.
    let level =
        |column: &str| format!("CASE WHEN {column} & 15 = 7 THEN 7 ELSE LEAST({column} & 15, {column} >> 4) END");
    Some(match criterion.as_str() {
        "specialism" if vacancy.specialisms.is_empty() => "1000000".to_owned(),
        "specialism" => {
            let months = months_in(vacancy, config);
            format!(
                "CASE WHEN {months} > 0 THEN 150000 + 550000 * LEAST({months}, 48) / 48 ELSE 0 END + \
                 CASE WHEN specialisms_wanted & {wanted} <> 0 THEN 300000 ELSE 0 END"
            )
        }
        "experience" => {
            "500000 * LEAST(months_total, 24) / 24 + 500000 * LEAST(GREATEST(months_total - 24, 0), 72) / 72"
                .to_owned()
        }
        "language" if vacancy.languages.is_empty() => "1000000".to_owned(),
        "language" => {
            let entries = vacancy.languages.iter().map(|requirement| {
                let alternatives = requirement.alternatives.iter().map(|alternative| {
                    let column = language_column(alternative.language, aspect(alternative.skill), vacancy.languages_evidence);
                    let (level, required) = (level(&column), alternative.level as u8);
                    format!(
                        "CASE WHEN {level} < {required} THEN 0 ELSE 500000 + 250000 * LEAST({level} - {required}, 2) END"
                    )
                });
                format!("GREATEST({})", alternatives.collect::<Vec<_>>().join(", "))
            });
            format!("({}) / {}", entries.collect::<Vec<_>>().join(" + "), vacancy.languages.len())
        }
        "wishes" if vacancy.wishes.is_empty() => "1000000".to_owned(),
        "wishes" => {
            let has = vacancy.wishes.iter().filter_map(|wish| {
                Some(match wish {
                    Wish::Specialism(code) => {
                        let position = config.specialism_index(code.as_str())?;
                        let bit = 1u64 << position;
                        format!("({} > 0 OR specialisms_wanted & {bit} <> 0)::int", months_column(position))
                    }
                    Wish::Language(language, required) => {
                        let column = language_column(*language, 0, Evidence::Declared);
                        format!("({} >= {})::int", level(&column), *required as u8)
                    }
                    Wish::Experience(months) => format!("(months_total >= {})::int", months.count()),
                })
            });
            format!("1000000 * ({}) / {}", has.collect::<Vec<_>>().join(" + "), vacancy.wishes.len())
        }
        "preferences" => {
            let unknown = matching::columns::UNKNOWN_16;
            let suits = vacancy.hours.map_or("true".to_owned(), |(least, most)| {
                let (least, most) = (least.hundredths(), most.hundredths());
                format!("hours_min <= {least} AND hours_max >= {most} AND hours_max <> {unknown}")
            });
            format!(
                "CASE WHEN {suits} THEN 500000 ELSE 0 END + \
                 CASE WHEN specialisms_wanted & {wanted} <> 0 THEN 500000 ELSE 0 END"
            )
        }
        "readiness" => {
            let opens = day(vacancy.start_from.unwrap_or(as_of));
            let unknown = matching::columns::UNKNOWN_16;
            format!(
                "CASE WHEN available_from = {unknown} THEN 0 \
                 ELSE 1000000 * (180 - LEAST(GREATEST(available_from - {opens}, 0), 180)) / 180 END"
            )
        }
        "evidence" => evidence(vacancy, config, level),
        _ => return None,
    })
}

fn evidence(vacancy: &Requirements, config: &RuleConfig, level: impl Fn(&str) -> String) -> String {
    let titles = vacancy.title.iter().flat_map(|title| config.titles_at_or_above(title.as_str()));
    let titles = titles.filter_map(|title| config.title_index(title.as_str())).map(|position| {
        let column = title_column(position);
        format!("CASE WHEN {column} = 255 THEN 0 ELSE (ARRAY[0, 100000, 250000, 450000, 550000, 600000])[1 + ({column} & 7)] END")
    });
    let alternatives: Vec<&LanguageAlternative> =
        vacancy.languages.iter().flat_map(|requirement| &requirement.alternatives).collect();
    let worth = 200_000 / alternatives.len().max(1);
    let languages = alternatives.iter().flat_map(|alternative| {
        [Evidence::Attested, Evidence::Tested].map(|evidence| {
            let level = level(&language_column(alternative.language, aspect(alternative.skill), evidence));
            format!("CASE WHEN {level} >= {} THEN {worth} ELSE 0 END", alternative.level as u8)
        })
    });
    let titles = titles.collect::<Vec<_>>().join(", ");
    let titles = if titles.is_empty() { "0".to_owned() } else { format!("GREATEST({titles})") };
    std::iter::once(titles).chain(languages).collect::<Vec<_>>().join(" + ")
}

/// All aspects of languages that a vacancy requires or prefers, with each least evidence.
pub(crate) fn languages(vacancies: &[Requirements]) -> Vec<Column> {
    let mut columns = Vec::new();
    for vacancy in vacancies {
        let preferred = vacancy.wishes.iter().filter_map(|wish| match wish {
            Wish::Language(language, _) => Some((*language, 0)),
            _ => None,
        });
        let required = vacancy.languages.iter().flat_map(|requirement| &requirement.alternatives);
        for (language, aspect) in
            required.map(|alternative| (alternative.language, aspect(alternative.skill))).chain(preferred)
        {
            for evidence in Evidence::ALL.iter().copied() {
                let column = Column::Language(language, aspect, evidence);
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
    }
    columns
}
