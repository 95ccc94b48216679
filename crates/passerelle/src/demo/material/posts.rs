//! Invented vacancies of invented employers.

use std::borrow::Cow;

use vocabulary::Date;

use super::chance::Chance;
use super::people::field;
use super::stock::{Employer, NAMES, Town, Voice, say};
use super::{Cells, day};

const TITLES: [(usize, &str); 6] = [
    (58, "nurse-general-care"),
    (16, "nurse-basic"),
    (10, "care-assistant"),
    (8, "midwife"),
    (7, "pharmacy-assistant"),
    (1, "pharmacist"),
];
const STATUSES: [(usize, &str); 6] =
    [(8, ""), (8, "declared"), (48, "documented"), (24, "certified"), (7, "equivalent"), (5, "licensed")];

/// The kind of employer for whom somebody of a field works.
fn kind(field: &str, chance: &mut Chance) -> &'static str {
    match field {
        "geriatrics" => chance.weighted(&[(75, "care-home"), (25, "hospital")]),
        "palliative" => chance.weighted(&[(50, "care-home"), (50, "hospital")]),
        "home-nursing" => "home-care",
        "community-health" | "occupational-health" => "primary-care",
        "rehabilitation" => "rehabilitation",
        "pharmacy" => chance.weighted(&[(60, "hospital"), (40, "pharmacy")]),
        _ => "hospital",
    }
}

/// The enterprise number of an invented employer: from 1999.900 on, near the end of the range and
/// far from where numbers are given out.
fn enterprise_number(employer: usize) -> String {
    let first = 19_999_000 + employer;
    let digits = format!("{first:08}{:02}", 97 - first % 97);
    format!("{}.{}.{}", &digits[..4], &digits[4..7], &digits[7..])
}

fn languages(place: &str, chance: &mut Chance) -> String {
    let dutch = chance.weighted(&[(18, "A2"), (54, "B1"), (28, "B2")]);
    let french = chance.weighted(&[(30, "B1"), (70, "B2")]);
    let by = chance.weighted(&[(45, ""), (43, "@start"), (12, "@application")]);
    let main = match place {
        "nl" if chance.percent(12) => format!("nl.listening:{dutch}{by}|nl.interaction:{dutch}"),
        "nl" => format!("nl:{dutch}{by}"),
        "fr" => format!("fr:{french}{by}"),
        _ => format!("fr:{french}/nl:{dutch}{by}"),
    };
    match place {
        "nl" if chance.percent(10) => main + "|en:A2",
        "fr" if chance.percent(6) => main + "|nl:A1",
        _ => main,
    }
}

fn wishes(field: &str, place: &str, chance: &mut Chance) -> String {
    let mut wishes = vec![format!("specialism:{field}")];
    if chance.percent(60) {
        wishes.push(format!("experience:{}", chance.pick(&[24, 36, 60])));
    }
    if chance.percent(50) {
        wishes.push(if place == "nl" { "language:fr:B1" } else { "language:nl:A2" }.to_owned());
    }
    if chance.percent(20) {
        wishes.push("language:ar:B1".to_owned());
    }
    wishes.join("|")
}

fn text(field: &str, language: &str, chance: &mut Chance) -> String {
    let mut text = String::new();
    say(&mut text, Voice::Post, field, language, 2, chance);
    say(&mut text, Voice::Post, "any", language, 2, chance);
    text
}

fn town(place: &str, chance: &mut Chance) -> &'static Town {
    let towns: Vec<&Town> = NAMES.towns.iter().filter(|town| town.language == place).collect();
    towns[chance.below(towns.len())]
}

fn employer(kind: &str, place: &str, chance: &mut Chance) -> (usize, &'static Employer) {
    let of_kind = |(_, employer): &(usize, &Employer)| employer.kind == kind;
    let all: Vec<(usize, &Employer)> = NAMES.employers.iter().enumerate().filter(of_kind).collect();
    let near: Vec<_> = all.iter().copied().filter(|(_, employer)| employer.language == place).collect();
    *chance.pick(if near.is_empty() { &all } else { &near })
}

/// The vacancy of a number, seen from a day.
pub fn vacancy(seed: u64, number: usize, as_of: Date) -> Cells {
    let chance = &mut Chance::new(seed, 2, number);
    let title = chance.weighted(&TITLES);
    let field = field(title, chance);
    let kind = kind(field, chance);
    let place = chance.weighted(&[(62, "nl"), (28, "fr"), (10, "both")]);
    let town = town(place, chance);
    let (employer_index, employer) = employer(kind, place, chance);
    // Some employers have sites in a whole province or Region, and then no one town.
    let reach = chance.weighted(&[(72, 5), (20, 4), (8, 3)]);
    let region = town.district.get(..reach).unwrap_or(&town.district);
    let municipality = if reach == 5 { town.name.as_str() } else { "" };

    let months = chance.weighted(&[(64, ""), (5, "0"), (14, "6"), (12, "12"), (5, "24")]);
    let starts = chance.between(40, 150) as i64;
    let until = starts + chance.between(60, 260) as i64;
    let base = match title {
        "pharmacist" => 4_100,
        "care-assistant" | "pharmacy-assistant" => 2_700,
        "nurse-basic" => 3_000,
        _ => 3_250,
    };
    let pay = base + 50 * chance.below(8);
    let pay_max = if chance.percent(55) { (pay + chance.between(4, 14) * 50).to_string() } else { String::new() };
    let main_language = if place == "both" { *chance.pick(&["fr", "nl"]) } else { place };
    let language = if chance.percent(8) { "en" } else { main_language };
    let shifts = match kind {
        "hospital" => chance.weighted(&[(40, "day|evening|night|weekend"), (30, "day|evening"), (30, "day")]),
        "care-home" => chance.weighted(&[(30, "day|evening|night|weekend"), (70, "day|evening|weekend")]),
        "home-care" => "day|weekend",
        _ => "day",
    };
    let cells: Cells = vec![
        ("id", format!("v{:04}", number + 1).into()),
        ("employer", employer.name.as_str().into()),
        ("employer_number", enterprise_number(employer_index).into()),
        ("title", title.into()),
        ("title_status", chance.weighted(&STATUSES).into()),
        ("title_by", chance.weighted(&[(50, ""), (40, "start"), (10, "application")]).into()),
        ("posts", chance.weighted(&[(50, "1"), (30, "2"), (15, "3"), (5, "")]).into()),
        ("region", region.into()),
        ("municipality", municipality.into()),
        ("setting", employer.kind.as_str().into()),
        ("specialisms", field.into()),
        ("specialism_months", months.into()),
        ("experience_months", chance.weighted(&[(45, ""), (15, "6"), (20, "12"), (15, "24"), (5, "36")]).into()),
        ("practised_within", chance.weighted(&[(60, ""), (10, "12"), (30, "36")]).into()),
        ("languages", languages(place, chance).into()),
        (
            "languages_evidence",
            chance.weighted(&[(74, ""), (10, "declared"), (12, "attested"), (4, "tested")]).into(),
        ),
        ("shifts", shifts.into()),
        ("hours", chance.weighted(&[(20, "38"), (38, "30-38"), (32, "19-38"), (7, "30.4"), (3, "19-24")]).into()),
        ("start_from", day(as_of, starts).into()),
        ("start_until", day(as_of, until).into()),
        ("pay", pay.to_string().into()),
        ("pay_max", pay_max.into()),
        ("contract", chance.weighted(&[(64, "permanent"), (12, "12"), (16, "24"), (8, "36")]).into()),
        (
            "driving_licence",
            if kind == "home-care" { "yes" } else { chance.weighted(&[(80, ""), (20, "no")]) }.into(),
        ),
        ("single_permit", chance.weighted(&[(82, "yes"), (6, "no"), (12, "")]).into()),
        ("wishes", wishes(field, place, chance).into()),
        ("posted", day(as_of, -(chance.between(1, 60) as i64)).into()),
        ("valid_until", day(as_of, chance.between(30, 150) as i64).into()),
        ("text", text(field, language, chance).into()),
        ("text_language", language.into()),
    ];
    if number == 0 { showpiece(cells, as_of) } else { cells }
}

/// The post in intensive care in Ghent: many musts, and Dutch that can still be learnt before the start.
fn showpiece(cells: Cells, as_of: Date) -> Cells {
    let text = {
        let mut text = String::new();
        for field in ["intensive-care", "any"] {
            say(&mut text, Voice::Post, field, "nl", 2, &mut Chance::new(0, 2, 0));
        }
        text
    };
    let fixed: Cells = vec![
        ("employer", "AZ Luchtkasteel (invented)".into()),
        ("employer_number", enterprise_number(1).into()),
        ("title", "nurse-general-care".into()),
        ("title_status", "documented".into()),
        ("title_by", "start".into()),
        ("posts", "2".into()),
        ("region", "BE234".into()),
        ("municipality", "Gent".into()),
        ("setting", "hospital".into()),
        ("specialisms", "intensive-care|emergency".into()),
        ("specialism_months", "12".into()),
        ("experience_months", "24".into()),
        ("practised_within", "36".into()),
        ("languages", "nl:B1@start".into()),
        ("languages_evidence", "declared".into()),
        ("shifts", "day|evening|night".into()),
        ("hours", "30-38".into()),
        ("start_from", day(as_of, 90).into()),
        ("start_until", day(as_of, 300).into()),
        ("pay", "3400".into()),
        ("pay_max", "4000".into()),
        ("contract", "permanent".into()),
        ("driving_licence", "".into()),
        ("single_permit", "yes".into()),
        ("wishes", "specialism:intensive-care|experience:60|language:fr:B2".into()),
        ("posted", day(as_of, -12).into()),
        ("valid_until", day(as_of, 120).into()),
        ("text", text.into()),
        ("text_language", "nl".into()),
    ];
    let replaced = |(column, cell): (&'static str, Cow<'static, str>)| {
        let found = fixed.iter().find(|(name, _)| *name == column);
        (column, found.map_or(cell, |(_, cell)| cell.clone()))
    };
    cells.into_iter().map(replaced).collect()
}
