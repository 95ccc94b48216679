//! The table "The rules, precisely" of the formats, row by row.

use std::sync::LazyLock;

use super::{Judgement, Outcome, Row, cell};

const LADDER: [&str; 3] = ["care-assistant", "nurse-basic", "nurse-general-care"];
const STATUSES: [&str; 5] = ["declared", "documented", "certified", "equivalent", "licensed"];
const LEVELS: [&str; 7] = ["A1", "A2", "B1", "B2", "C1", "C2", "native"];
const EVIDENCE: [&str; 3] = ["declared", "attested", "tested"];
const SKILLS: [&str; 5] = ["listening", "reading", "interaction", "production", "writing"];

/// The codes of all districts (NUTS 3).
static DISTRICTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/destinations/be/regions.csv");
    let mut reader = csv::Reader::from_path(file).expect("the table of regions");
    let rows = reader.deserialize::<Row>().map(|row| row.expect("a region"));
    rows.filter(|row| cell(row, "level") == "3").map(|row| cell(&row, "code").to_owned()).collect()
});

/// Judges one candidate for one vacancy as of a day (ISO 8601), without plans.
pub(crate) fn judge(candidate: &Row, vacancy: &Row, as_of: &str) -> Judgement {
    let mut rules = Vec::new();
    let asked = |column| !cell(vacancy, column).is_empty();
    let above_zero = |column| asked(column) && number(cell(vacancy, column)) > 0;

    rules.push(("title".to_owned(), title(candidate, vacancy)));
    rules.extend(lower_title(candidate, vacancy).map(|outcome| ("lower-title".to_owned(), outcome)));
    let evidence = if asked("languages_evidence") { cell(vacancy, "languages_evidence") } else { "declared" };
    for entry in values(cell(vacancy, "languages")) {
        let alternatives: Vec<(&str, &str)> = entry.split('/').map(without_by).map(named).collect();
        let codes: Vec<&str> = alternatives.iter().map(|(code, _)| *code).collect();
        let each = alternatives.iter().map(|(code, level)| language(candidate, code, level, evidence));
        rules.push((format!("language.{}", codes.join("/")), best_of(each)));
    }
    if above_zero("experience_months") {
        rules.push(("experience".to_owned(), experience(candidate, vacancy)));
    }
    if above_zero("specialism_months") {
        rules.push(("specialism".to_owned(), specialism(candidate, vacancy)));
    }
    if asked("practised_within") {
        let limit = months_before(as_of, number(cell(vacancy, "practised_within")));
        let outcome = known(cell(candidate, "last_practised"), |day| met_if(day >= limit.as_str()));
        rules.push(("recent-practice".to_owned(), outcome));
    }
    if asked("region") {
        rules.push(("region".to_owned(), region(candidate, cell(vacancy, "region"))));
    }
    if asked("setting") {
        let wanted = cell(vacancy, "setting");
        let accepts = |accepted: &str| met_if(values(accepted).any(|code| code == wanted || code == "any"));
        rules.push(("setting".to_owned(), known(cell(candidate, "settings"), accepts)));
    }
    if asked("shifts") {
        let accepts = |accepted: &str| {
            met_if(values(cell(vacancy, "shifts")).all(|shift| values(accepted).any(|accepted| accepted == shift)))
        };
        rules.push(("shifts".to_owned(), known(cell(candidate, "shifts"), accepts)));
    }
    if asked("hours") {
        rules.push(("hours".to_owned(), hours(candidate, cell(vacancy, "hours"))));
    }
    if asked("start_until") {
        let until = cell(vacancy, "start_until");
        rules.push(("start".to_owned(), known(cell(candidate, "available_from"), |day| met_if(day <= until))));
    }
    if asked("pay") {
        rules.push(("pay".to_owned(), pay(candidate, vacancy)));
    }
    if asked("contract") && cell(vacancy, "contract") != "permanent" {
        let months = number(cell(vacancy, "contract"));
        let outcome = known(cell(candidate, "contract_min_months"), |least| met_if(number(least) <= months));
        rules.push(("contract".to_owned(), outcome));
    }
    if cell(vacancy, "driving_licence") == "yes" {
        let outcome = known(cell(candidate, "driving_licence"), |answer| met_if(answer == "yes"));
        rules.push(("driving-licence".to_owned(), outcome));
    }
    rules.push(("work-permission".to_owned(), work_permission(candidate, vacancy)));
    rules.push(("consent".to_owned(), known(cell(candidate, "consent"), |answer| met_if(answer == "yes"))));
    Judgement { rules }
}

fn title(candidate: &Row, vacancy: &Row) -> Outcome {
    let wanted = cell(vacancy, "title");
    let status_wanted =
        if cell(vacancy, "title_status").is_empty() { "declared" } else { cell(vacancy, "title_status") };
    let serves = |title: &str| match (position_in(&LADDER, title), position_in(&LADDER, wanted)) {
        (Some(held), Some(asked)) => held >= asked,
        _ => title == wanted,
    };
    known(cell(candidate, "titles"), |titles| {
        best_of(values(titles).map(split_at_sign).filter(|(title, _)| serves(title)).map(
            |(_, status)| match status {
                "" if status_wanted == "declared" => Outcome::Met,
                "" => Outcome::Unknown,
                status if position_in(&STATUSES, status) >= position_in(&STATUSES, status_wanted) => Outcome::Met,
                "declared" if status_wanted == "documented" => Outcome::Unknown,
                _ => Outcome::NotMet,
            },
        ))
    })
}

fn lower_title(candidate: &Row, vacancy: &Row) -> Option<Outcome> {
    let asked = position_in(&LADDER, cell(vacancy, "title"))?;
    let rungs =
        values(cell(candidate, "titles")).map(split_at_sign).filter_map(|(title, _)| position_in(&LADDER, title));
    let highest = rungs.max()?;
    (highest > asked).then(|| {
        known(cell(candidate, "lowest_title"), |lowest| {
            met_if(position_in(&LADDER, lowest).is_some_and(|rung| rung <= asked))
        })
    })
}

/// Judges one alternative of a language entry: a language, `nl`, or a skill, `nl.writing`.
fn language(candidate: &Row, code: &str, level: &str, evidence: &str) -> Outcome {
    let (language, skill) = code.split_once('.').unwrap_or((code, ""));
    let listed: Vec<(&str, &str, &str)> = values(cell(candidate, "languages"))
        .map(|entry| {
            let (entry, evidence) = split_at_sign(entry);
            let (code, level) = named(entry);
            (code, level, if evidence.is_empty() { "declared" } else { evidence })
        })
        .filter(|(code, _, _)| code.split('.').next() == Some(language))
        .collect();
    let find = |skill: &str| {
        let code = if skill.is_empty() { language.to_owned() } else { format!("{language}.{skill}") };
        listed.iter().find(|(listed, _, _)| *listed == code).map(|(_, level, evidence)| (*level, *evidence))
    };
    let reaches = |found: &str| position_in(&LEVELS, found) >= position_in(&LEVELS, level);
    let shown = |(found, how): (&str, &str)| {
        found == "native" || position_in(&EVIDENCE, how) >= position_in(&EVIDENCE, evidence)
    };
    let none = listed.is_empty() && cell(candidate, "languages_complete") == "yes";

    if !skill.is_empty() {
        return match find(skill).or_else(|| find("")) {
            Some(found) if !reaches(found.0) => Outcome::NotMet,
            Some(found) if shown(found) => Outcome::Met,
            None if none => Outcome::NotMet,
            _ => Outcome::Unknown,
        };
    }
    let general = find("");
    if general.is_some_and(|(level, _)| level == "native") {
        return Outcome::Met;
    }
    if none || listed.iter().any(|(_, level, _)| !reaches(level)) {
        return Outcome::NotMet;
    }
    let met = match general {
        Some(found) => reaches(found.0) && shown(found),
        None => SKILLS.iter().all(|skill| find(skill).is_some_and(|found| reaches(found.0) && shown(found))),
    };
    if met { Outcome::Met } else { Outcome::Unknown }
}

fn experience(candidate: &Row, vacancy: &Row) -> Outcome {
    enough_months(candidate, number(cell(vacancy, "experience_months")), |_| true)
}

fn specialism(candidate: &Row, vacancy: &Row) -> Outcome {
    let asked = number(cell(vacancy, "specialism_months"));
    enough_months(candidate, asked, |code| values(cell(vacancy, "specialisms")).any(|wanted| wanted == code))
}

fn enough_months(candidate: &Row, asked: u64, counts: impl Fn(&str) -> bool) -> Outcome {
    let experience = cell(candidate, "experience");
    let nothing = experience == "none";
    let listed = values(experience).filter(|_| !nothing).map(named);
    let sum: u64 = listed.filter(|(code, _)| counts(code)).map(|(_, months)| number(months)).sum();
    let complete = nothing || (!experience.is_empty() && cell(candidate, "experience_complete") == "yes");
    match (sum >= asked, complete) {
        (true, _) => Outcome::Met,
        (false, true) => Outcome::NotMet,
        (false, false) => Outcome::Unknown,
    }
}

fn region(candidate: &Row, asked: &str) -> Outcome {
    known(cell(candidate, "regions"), |accepted| {
        let wanted: Vec<&String> = DISTRICTS.iter().filter(|district| district.starts_with(asked)).collect();
        let accepted =
            wanted.iter().filter(|district| values(accepted).any(|code| district.starts_with(code))).count();
        match accepted {
            0 => Outcome::NotMet,
            all if all == wanted.len() => Outcome::Met,
            _ => Outcome::Unknown,
        }
    })
}

fn hours(candidate: &Row, asked: &str) -> Outcome {
    let (least, most) = asked.split_once('-').unwrap_or((asked, asked));
    let bound = |column| Some(cell(candidate, column)).filter(|cell| !cell.is_empty()).map(hundredths);
    let (from, to) = (bound("hours_min"), bound("hours_max"));
    let outside = from.is_some_and(|from| hundredths(most) < from) || to.is_some_and(|to| hundredths(least) > to);
    match (outside, from, to) {
        (true, _, _) => Outcome::NotMet,
        (false, Some(_), Some(_)) => Outcome::Met,
        _ => Outcome::Unknown,
    }
}

fn pay(candidate: &Row, vacancy: &Row) -> Outcome {
    let from = hundredths(cell(vacancy, "pay"));
    let most = if cell(vacancy, "pay_max").is_empty() { from } else { hundredths(cell(vacancy, "pay_max")) };
    known(cell(candidate, "minimum_pay"), |minimum| match hundredths(minimum) {
        minimum if minimum <= from => Outcome::Met,
        minimum if minimum > most => Outcome::NotMet,
        _ => Outcome::Unknown,
    })
}

fn work_permission(candidate: &Row, vacancy: &Row) -> Outcome {
    match (cell(candidate, "work_permission"), cell(vacancy, "single_permit")) {
        ("free", _) | ("held" | "needed", "yes") => Outcome::Met,
        ("held" | "needed", "no") => Outcome::NotMet,
        _ => Outcome::Unknown,
    }
}

/// Returns met if any is met, else unknown if any is unknown, else not met.
fn best_of(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let outcomes: Vec<Outcome> = outcomes.collect();
    [Outcome::Met, Outcome::Unknown].into_iter().find(|best| outcomes.contains(best)).unwrap_or(Outcome::NotMet)
}

/// Returns unknown for an empty cell, else the judgement of the cell.
fn known(cell: &str, judge: impl FnOnce(&str) -> Outcome) -> Outcome {
    if cell.is_empty() { Outcome::Unknown } else { judge(cell) }
}

fn met_if(holds: bool) -> Outcome {
    if holds { Outcome::Met } else { Outcome::NotMet }
}

/// Iterates over the values of a cell.
fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|value| !value.is_empty())
}

/// Splits an entry such as `fr:C1` into code and value.
fn named(entry: &str) -> (&str, &str) {
    entry.split_once(':').unwrap_or((entry, ""))
}

/// Splits an entry at `@`.
fn split_at_sign(entry: &str) -> (&str, &str) {
    entry.split_once('@').unwrap_or((entry, ""))
}

/// Returns a vacancy's language without the time by which it is required, which only plans use.
fn without_by(entry: &str) -> &str {
    split_at_sign(entry).0
}

/// Returns the position of a word in an order; `None`, which is below all others, when it isn't in it.
fn position_in(order: &[&str], word: &str) -> Option<usize> {
    order.iter().position(|other| *other == word)
}

fn number(cell: &str) -> u64 {
    cell.parse().expect("a whole number")
}

/// Parses a decimal number with a dot into hundredths.
fn hundredths(cell: &str) -> u64 {
    let (whole, decimals) = cell.split_once('.').unwrap_or((cell, ""));
    number(whole) * 100 + number(&format!("{decimals:0<2}"))
}

/// Returns the ISO date a number of calendar months earlier; a day that the month doesn't have becomes its last day.
fn months_before(day: &str, months: u64) -> String {
    let mut parts = day.split('-').map(number);
    let mut next = || parts.next().expect("year, month and day");
    let (year, month, day) = (next(), next(), next());
    let counted = year * 12 + (month - 1) - months;
    let (year, month) = (counted / 12, counted % 12 + 1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    format!("{year:04}-{month:02}-{:02}", day.min(last))
}
