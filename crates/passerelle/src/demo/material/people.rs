//! Invented people.

use std::borrow::Cow;

use vocabulary::Date;

use super::chance::Chance;
use super::stock::{NAMES, Voice, say};
use super::{Cells, day};

type Cell = Cow<'static, str>;

const TITLES: [(usize, &str); 6] = [
    (62, "nurse-general-care"),
    (13, "nurse-basic"),
    (10, "care-assistant"),
    (7, "midwife"),
    (6, "pharmacy-assistant"),
    (2, "pharmacist"),
];
const STATUSES: [(usize, &str); 6] =
    [(6, ""), (7, "@declared"), (27, "@documented"), (36, "@certified"), (14, "@equivalent"), (10, "@licensed")];
const FRENCH: [(usize, &str); 7] =
    [(2, "A2"), (12, "B1"), (36, "B2"), (32, "C1"), (10, "C2"), (4, "native"), (4, "")];
const DUTCH: [(usize, &str); 7] =
    [(26, ""), (14, "A1"), (20, "A2"), (24, "B1"), (12, "B2"), (3, "C1"), (1, "native")];
const ENGLISH: [(usize, &str); 6] = [(40, ""), (14, "A2"), (22, "B1"), (16, "B2"), (7, "C1"), (1, "C2")];
const EVIDENCE: [(usize, &str); 4] = [(35, ""), (10, "@declared"), (25, "@attested"), (30, "@tested")];
const REGIONS: [(usize, &str); 14] = [
    (52, "BE"),
    (12, "BE2"),
    (8, "BE1|BE2"),
    (8, "BE1|BE3"),
    (6, "BE3"),
    (4, "BE1"),
    (4, "BE21|BE23"),
    (4, "BE23"),
    (3, "BE24|BE10"),
    (3, "BE33|BE35"),
    (2, "BE32"),
    (2, "BE234|BE211"),
    (2, "BE251|BE254|BE255"),
    (2, "BE332"),
];
const SHIFTS: [(usize, &str); 6] = [
    (68, "day|evening|night|weekend"),
    (14, "day|evening|weekend"),
    (12, "day|evening"),
    (8, "day"),
    (6, "day|weekend"),
    (4, "night|weekend"),
];
const HOURS: [(usize, (&str, &str)); 6] = [
    (40, ("30", "38")),
    (24, ("19", "38")),
    (14, ("38", "38")),
    (10, ("32", "38")),
    (6, ("19", "24")),
    (6, ("24", "30.4")),
];

/// Where nurses for general care come from.
pub(super) const NURSE_FIELDS: [(usize, &str); 21] = [
    (14, "general"),
    (12, "intensive-care"),
    (9, "emergency"),
    (9, "operating-theatre"),
    (9, "surgery"),
    (9, "geriatrics"),
    (6, "dialysis"),
    (6, "mental-health"),
    (5, "anaesthesia"),
    (5, "cardiology"),
    (5, "paediatrics"),
    (4, "oncology"),
    (4, "home-nursing"),
    (4, "community-health"),
    (3, "neonatology"),
    (3, "palliative"),
    (3, "rehabilitation"),
    (2, "addiction"),
    (2, "sterilisation"),
    (1, "infection-control"),
    (1, "occupational-health"),
];
/// Where basic nurses and care assistants come from.
pub(super) const CARE_FIELDS: [(usize, &str); 7] = [
    (46, "geriatrics"),
    (16, "general"),
    (12, "home-nursing"),
    (9, "palliative"),
    (8, "rehabilitation"),
    (5, "mental-health"),
    (4, "surgery"),
];

/// One field in which somebody of a title works.
pub(super) fn field(title: &str, chance: &mut Chance) -> &'static str {
    match title {
        "nurse-general-care" => chance.weighted(&NURSE_FIELDS),
        "midwife" => chance.weighted(&[(75, "maternity"), (25, "neonatology")]),
        "pharmacist" | "pharmacy-assistant" => "pharmacy",
        _ => chance.weighted(&CARE_FIELDS),
    }
}

/// A cell that is unknown eight times in a hundred.
fn maybe(cell: impl Into<Cell>, chance: &mut Chance) -> Cell {
    if chance.percent(8) { Cow::Borrowed("") } else { cell.into() }
}

/// Adds a language with a level, and now and then a skill that differs.
fn learn(cell: &mut String, language: &str, level: &str, chance: &mut Chance) {
    if level.is_empty() {
        return;
    }
    for part in [if cell.is_empty() { "" } else { "|" }, language, ":", level] {
        cell.push_str(part);
    }
    if level != "native" {
        cell.push_str(chance.weighted(&EVIDENCE));
        if chance.percent(6) {
            let skill = chance.pick(&["listening", "writing"]);
            for part in ["|", language, ".", skill, ":", level] {
                cell.push_str(part);
            }
        }
    }
}

fn experience(first: &str, second: &str, chance: &mut Chance) -> Cell {
    if chance.percent(4) {
        return Cow::Borrowed("none");
    }
    let most = chance.between(12, 130);
    let months = chance.between(3, most);
    let mut cell = format!("{first}:{months}");
    if second != first {
        cell.push_str(&format!("|{second}:{}", chance.between(2, 40)));
    }
    Cow::Owned(cell)
}

fn settings(field: &str, chance: &mut Chance) -> &'static str {
    if chance.percent(45) {
        return "any";
    }
    match field {
        "geriatrics" | "palliative" => chance.weighted(&[(5, "care-home|hospital"), (3, "care-home|home-care")]),
        "home-nursing" | "community-health" => "home-care|primary-care",
        "rehabilitation" => "rehabilitation|hospital",
        "pharmacy" => chance.weighted(&[(6, "hospital|pharmacy"), (2, "pharmacy")]),
        _ => chance.weighted(&[(6, "hospital"), (2, "hospital|rehabilitation|care-home")]),
    }
}

fn text(first: &str, second: &str, language: &str, chance: &mut Chance) -> String {
    let mut text = String::with_capacity(420);
    if second == first {
        say(&mut text, Voice::Person, first, language, 3, chance);
    } else {
        say(&mut text, Voice::Person, first, language, 2, chance);
        say(&mut text, Voice::Person, second, language, 1, chance);
    }
    say(&mut text, Voice::Person, "any", language, 1, chance);
    text
}

/// The person of a number, seen from a day.
pub fn person(seed: u64, number: usize, as_of: Date) -> Cells {
    let chance = &mut Chance::new(seed, 1, number);
    let title = chance.weighted(&TITLES);
    let first = field(title, chance);
    let second = if chance.percent(45) { field(title, chance) } else { first };

    let mut titles = format!("{title}{}", chance.weighted(&STATUSES));
    if title == "nurse-general-care" && chance.percent(5) {
        titles.push_str("|care-assistant@licensed");
    }
    let lowest = match title {
        "nurse-general-care" => {
            chance.weighted(&[(56, "nurse-general-care"), (26, "nurse-basic"), (10, "care-assistant"), (8, "")])
        }
        "nurse-basic" => chance.weighted(&[(60, "nurse-basic"), (32, "care-assistant"), (8, "")]),
        "care-assistant" => "care-assistant",
        _ => "",
    };
    let specialisms = if second == first { first.to_owned() } else { format!("{first}|{second}") };
    let experience = maybe(experience(first, second, chance), chance);
    let experience_complete =
        if !experience.is_empty() && experience != "none" && chance.percent(70) { "yes" } else { "" };
    let practised = if experience == "none" { String::new() } else { day(as_of, -(chance.below(420) as i64)) };

    let mut languages = String::with_capacity(64);
    learn(&mut languages, "ar", if chance.percent(93) { "native" } else { "C1" }, chance);
    for (language, levels) in [("fr", &FRENCH[..]), ("nl", &DUTCH[..]), ("en", &ENGLISH[..])] {
        let level = chance.weighted(levels);
        learn(&mut languages, language, level, chance);
    }
    let languages = maybe(languages, chance);
    let languages_complete = if !languages.is_empty() && chance.percent(72) { "yes" } else { "" };

    let (least, most) = chance.weighted(&HOURS);
    let part_time = matches!(most, "24" | "30.4");
    let base = match title {
        "pharmacist" => 2_900,
        "care-assistant" | "pharmacy-assistant" => 1_900,
        "nurse-basic" => 2_100,
        _ => 2_250,
    };
    let pay =
        if chance.percent(6) { 0 } else { (base + 50 * chance.below(20)) * if part_time { 6 } else { 10 } / 10 };
    let language = chance.weighted(&[(45, "fr"), (20, "nl"), (15, "en"), (20, "ar")]);
    let text = maybe(text(first, second, language, chance), chance);
    let woman = chance.percent(72);
    let given = if woman { chance.pick(&NAMES.given_women) } else { chance.pick(&NAMES.given_men) };
    let born = chance.between(23 * 365, 56 * 365) as i64;
    let known_language = if text.is_empty() { "" } else { language };

    vec![
        ("id", format!("p{:07}", number + 1).into()),
        ("titles", maybe(titles, chance)),
        ("lowest_title", lowest.into()),
        ("specialisms", maybe(specialisms, chance)),
        ("experience", experience),
        ("experience_complete", experience_complete.into()),
        ("last_practised", maybe(practised, chance)),
        ("languages", languages),
        ("languages_complete", languages_complete.into()),
        ("regions", maybe(chance.weighted(&REGIONS), chance)),
        ("settings", maybe(settings(first, chance), chance)),
        ("shifts", maybe(chance.weighted(&SHIFTS), chance)),
        ("hours_min", maybe(least, chance)),
        ("hours_max", maybe(most, chance)),
        ("available_from", maybe(day(as_of, chance.between(0, 210) as i64), chance)),
        ("minimum_pay", maybe(pay.to_string(), chance)),
        (
            "contract_min_months",
            maybe(chance.weighted(&[(30, "0"), (10, "6"), (42, "12"), (13, "24"), (5, "36")]), chance),
        ),
        ("driving_licence", maybe(if chance.percent(48) { "yes" } else { "no" }, chance)),
        ("work_permission", maybe(chance.weighted(&[(86, "needed"), (4, "held"), (10, "free")]), chance)),
        ("consent", chance.weighted(&[(85, "yes"), (10, ""), (5, "no")]).into()),
        ("text", text),
        ("text_language", known_language.into()),
        ("name", format!("{given} {}", chance.pick(&NAMES.family)).into()),
        ("sex", if woman { "F" } else { "M" }.into()),
        ("birth_date", day(as_of, -born).into()),
        ("nationality", chance.weighted(&[(90, "MA"), (6, "BE"), (4, "")]).into()),
    ]
}
