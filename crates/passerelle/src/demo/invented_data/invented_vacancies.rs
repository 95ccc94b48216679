//! Invented vacancies of invented employers.

use std::borrow::Cow;

use vocabulary::Date;

use super::invented_candidates::field;
use super::names_and_sentences::{Employer, NAMES, TextKind, Town, append_sentences};
use super::random::Random;
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

/// Returns a kind of employer that has vacancies in a field.
fn kind(field: &str, random: &mut Random) -> &'static str {
    match field {
        "geriatrics" => random.weighted(&[(75, "care-home"), (25, "hospital")]),
        "palliative" => random.weighted(&[(50, "care-home"), (50, "hospital")]),
        "home-nursing" => "home-care",
        "community-health" | "occupational-health" => "primary-care",
        "rehabilitation" => "rehabilitation",
        "pharmacy" => random.weighted(&[(60, "hospital"), (40, "pharmacy")]),
        _ => "hospital",
    }
}

/// Returns the enterprise number of an invented employer: from 1999.900 on, near the end of the range and far from the
/// numbers in use.
fn enterprise_number(employer: usize) -> String {
    let first = 19_999_000 + employer;
    let digits = format!("{first:08}{:02}", 97 - first % 97);
    format!("{}.{}.{}", &digits[..4], &digits[4..7], &digits[7..])
}

fn languages(language_area: &str, random: &mut Random) -> String {
    let dutch = random.weighted(&[(18, "A2"), (54, "B1"), (28, "B2")]);
    let french = random.weighted(&[(30, "B1"), (70, "B2")]);
    let by = random.weighted(&[(45, ""), (43, "@start"), (12, "@application")]);
    let main = match language_area {
        "nl" if random.percent(12) => format!("nl.listening:{dutch}{by}|nl.interaction:{dutch}"),
        "nl" => format!("nl:{dutch}{by}"),
        "fr" => format!("fr:{french}{by}"),
        _ => format!("fr:{french}/nl:{dutch}{by}"),
    };
    match language_area {
        "nl" if random.percent(10) => main + "|en:A2",
        "fr" if random.percent(6) => main + "|nl:A1",
        _ => main,
    }
}

fn wishes(field: &str, language_area: &str, random: &mut Random) -> String {
    let mut wishes = vec![format!("specialism:{field}")];
    if random.percent(60) {
        wishes.push(format!("experience:{}", random.pick(&[24, 36, 60])));
    }
    if random.percent(50) {
        wishes.push(if language_area == "nl" { "language:fr:B1" } else { "language:nl:A2" }.to_owned());
    }
    if random.percent(20) {
        wishes.push("language:ar:B1".to_owned());
    }
    wishes.join("|")
}

fn text(field: &str, language: &str, random: &mut Random) -> String {
    let mut text = String::new();
    append_sentences(&mut text, TextKind::Vacancy, field, language, 2, random);
    append_sentences(&mut text, TextKind::Vacancy, "any", language, 2, random);
    text
}

fn town(language_area: &str, random: &mut Random) -> &'static Town {
    let towns: Vec<&Town> = NAMES.towns.iter().filter(|town| town.language == language_area).collect();
    towns[random.below(towns.len())]
}

fn employer(kind: &str, language_area: &str, random: &mut Random) -> (usize, &'static Employer) {
    let of_kind = |(_, employer): &(usize, &Employer)| employer.kind == kind;
    let all: Vec<(usize, &Employer)> = NAMES.employers.iter().enumerate().filter(of_kind).collect();
    let same_language: Vec<_> =
        all.iter().copied().filter(|(_, employer)| employer.language == language_area).collect();
    *random.pick(if same_language.is_empty() { &all } else { &same_language })
}

/// Returns the vacancy with a number; dates are relative to `as_of`.
pub fn vacancy(seed: u64, number: usize, as_of: Date) -> Cells {
    let random = &mut Random::new(seed, 2, number);
    let title = random.weighted(&TITLES);
    let field = field(title, random);
    let kind = kind(field, random);
    let language_area = random.weighted(&[(62, "nl"), (28, "fr"), (10, "both")]);
    let town = town(language_area, random);
    let (employer_index, employer) = employer(kind, language_area, random);
    // Some employers have sites in a whole province or Region; their vacancies state no town.
    let code_length = random.weighted(&[(72, 5), (20, 4), (8, 3)]);
    let region = town.district.get(..code_length).unwrap_or(&town.district);
    let municipality = if code_length == 5 { town.name.as_str() } else { "" };

    let months = random.weighted(&[(64, ""), (5, "0"), (14, "6"), (12, "12"), (5, "24")]);
    let starts = random.between(40, 150) as i64;
    let until = starts + random.between(60, 260) as i64;
    let base = match title {
        "pharmacist" => 4_100,
        "care-assistant" | "pharmacy-assistant" => 2_700,
        "nurse-basic" => 3_000,
        _ => 3_250,
    };
    let pay = base + 50 * random.below(8);
    let pay_max = if random.percent(55) { (pay + random.between(4, 14) * 50).to_string() } else { String::new() };
    let main_language = if language_area == "both" { *random.pick(&["fr", "nl"]) } else { language_area };
    let language = if random.percent(8) { "en" } else { main_language };
    let shifts = match kind {
        "hospital" => random.weighted(&[(40, "day|evening|night|weekend"), (30, "day|evening"), (30, "day")]),
        "care-home" => random.weighted(&[(30, "day|evening|night|weekend"), (70, "day|evening|weekend")]),
        "home-care" => "day|weekend",
        _ => "day",
    };
    let cells: Cells = vec![
        ("id", format!("v{:04}", number + 1).into()),
        ("employer", employer.name.as_str().into()),
        ("employer_number", enterprise_number(employer_index).into()),
        ("title", title.into()),
        ("title_status", random.weighted(&STATUSES).into()),
        ("title_by", random.weighted(&[(50, ""), (40, "start"), (10, "application")]).into()),
        ("posts", random.weighted(&[(50, "1"), (30, "2"), (15, "3"), (5, "")]).into()),
        ("region", region.into()),
        ("municipality", municipality.into()),
        ("setting", employer.kind.as_str().into()),
        ("specialisms", field.into()),
        ("specialism_months", months.into()),
        ("experience_months", random.weighted(&[(45, ""), (15, "6"), (20, "12"), (15, "24"), (5, "36")]).into()),
        ("practised_within", random.weighted(&[(60, ""), (10, "12"), (30, "36")]).into()),
        ("languages", languages(language_area, random).into()),
        (
            "languages_evidence",
            random.weighted(&[(74, ""), (10, "declared"), (12, "attested"), (4, "tested")]).into(),
        ),
        ("shifts", shifts.into()),
        ("hours", random.weighted(&[(20, "38"), (38, "30-38"), (32, "19-38"), (7, "30.4"), (3, "19-24")]).into()),
        ("start_from", day(as_of, starts).into()),
        ("start_until", day(as_of, until).into()),
        ("pay", pay.to_string().into()),
        ("pay_max", pay_max.into()),
        ("contract", random.weighted(&[(64, "permanent"), (12, "12"), (16, "24"), (8, "36")]).into()),
        (
            "driving_licence",
            if kind == "home-care" { "yes" } else { random.weighted(&[(80, ""), (20, "no")]) }.into(),
        ),
        ("single_permit", random.weighted(&[(82, "yes"), (6, "no"), (12, "")]).into()),
        ("wishes", wishes(field, language_area, random).into()),
        ("posted", day(as_of, -(random.between(1, 60) as i64)).into()),
        ("valid_until", day(as_of, random.between(30, 150) as i64).into()),
        ("text", text(field, language, random).into()),
        ("text_language", language.into()),
    ];
    if number == 0 { first_vacancy(cells, as_of) } else { cells }
}

/// Returns the vacancy in intensive care in Ghent, with many requirements and a level of Dutch that can be learnt before
/// the start.
fn first_vacancy(cells: Cells, as_of: Date) -> Cells {
    let text = {
        let mut text = String::new();
        for field in ["intensive-care", "any"] {
            append_sentences(&mut text, TextKind::Vacancy, field, "nl", 2, &mut Random::new(0, 2, 0));
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
