//! Invented candidates.

use std::borrow::Cow;

use vocabulary::Date;

use super::names_and_sentences::{NAMES, TextKind, append_sentences};
use super::random::Random;
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

/// The fields of nurses for general care, weighted.
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
/// The fields of basic nurses and care assistants, weighted.
pub(super) const CARE_FIELDS: [(usize, &str); 7] = [
    (46, "geriatrics"),
    (16, "general"),
    (12, "home-nursing"),
    (9, "palliative"),
    (8, "rehabilitation"),
    (5, "mental-health"),
    (4, "surgery"),
];

/// Returns a field in which holders of a title work.
pub(super) fn field(title: &str, random: &mut Random) -> &'static str {
    match title {
        "nurse-general-care" => random.weighted(&NURSE_FIELDS),
        "midwife" => random.weighted(&[(75, "maternity"), (25, "neonatology")]),
        "pharmacist" | "pharmacy-assistant" => "pharmacy",
        _ => random.weighted(&CARE_FIELDS),
    }
}

/// Empties a cell with a probability of 8 percent.
fn sometimes_empty(cell: impl Into<Cell>, random: &mut Random) -> Cell {
    if random.percent(8) { Cow::Borrowed("") } else { cell.into() }
}

/// Appends a language with a level, and sometimes one of its skills.
fn append_language(cell: &mut String, language: &str, level: &str, random: &mut Random) {
    if level.is_empty() {
        return;
    }
    for part in [if cell.is_empty() { "" } else { "|" }, language, ":", level] {
        cell.push_str(part);
    }
    if level != "native" {
        cell.push_str(random.weighted(&EVIDENCE));
        if random.percent(6) {
            let skill = random.pick(&["listening", "writing"]);
            for part in ["|", language, ".", skill, ":", level] {
                cell.push_str(part);
            }
        }
    }
}

/// The document and the decision on which the titles of a cell rest, invented as the person is: the cells `titles_document` and
/// `titles_decision`. Without them an import would take every status as `declared`.
fn proofs_of_titles(titles: &str, number: usize, as_of: Date) -> (String, String) {
    let (mut documents, mut decisions) = (String::new(), String::new());
    for (title, status) in titles.split('|').filter_map(|title| title.split_once('@')) {
        if status != "declared" {
            let separator = if documents.is_empty() { "" } else { "|" };
            documents.push_str(&format!("{separator}{title}:diploma:Invented school:{}", day(as_of, -900)));
        }
        let (kind, authority) = match (status, title) {
            ("equivalent", _) => ("equivalence", "flemish-community"),
            ("licensed", "care-assistant" | "pharmacy-assistant") => ("visum-and-recognition", "fps-health"),
            ("licensed", _) => ("visum", "fps-health"),
            _ => continue,
        };
        let separator = if decisions.is_empty() { "" } else { "|" };
        decisions.push_str(&format!("{separator}{title}:{kind}:{authority}:{}:INVENTED-{number}", day(as_of, -200)));
    }
    (documents, decisions)
}

/// The documents on which the levels of a cell rest: the cell `languages_document`.
fn proofs_of_languages(languages: &str, as_of: Date) -> String {
    let mut documents = String::new();
    for known in languages.split('|').filter(|known| known.contains('@') && !known.ends_with("@declared")) {
        let Some((language, _)) = known.split_once(':') else { continue };
        let separator = if documents.is_empty() { "" } else { "|" };
        documents.push_str(&format!("{separator}{language}:exam:Invented institute:{}", day(as_of, -300)));
    }
    documents
}

fn experience(first: &str, second: &str, random: &mut Random) -> Cell {
    if random.percent(4) {
        return Cow::Borrowed("none");
    }
    let most = random.between(12, 130);
    let months = random.between(3, most);
    let mut cell = format!("{first}:{months}");
    if second != first {
        cell.push_str(&format!("|{second}:{}", random.between(2, 40)));
    }
    Cow::Owned(cell)
}

fn settings(field: &str, random: &mut Random) -> &'static str {
    if random.percent(45) {
        return "any";
    }
    match field {
        "geriatrics" | "palliative" => random.weighted(&[(5, "care-home|hospital"), (3, "care-home|home-care")]),
        "home-nursing" | "community-health" => "home-care|primary-care",
        "rehabilitation" => "rehabilitation|hospital",
        "pharmacy" => random.weighted(&[(6, "hospital|pharmacy"), (2, "pharmacy")]),
        _ => random.weighted(&[(6, "hospital"), (2, "hospital|rehabilitation|care-home")]),
    }
}

fn text(first: &str, second: &str, language: &str, random: &mut Random) -> String {
    let mut text = String::with_capacity(420);
    if second == first {
        append_sentences(&mut text, TextKind::Candidate, first, language, 3, random);
    } else {
        append_sentences(&mut text, TextKind::Candidate, first, language, 2, random);
        append_sentences(&mut text, TextKind::Candidate, second, language, 1, random);
    }
    append_sentences(&mut text, TextKind::Candidate, "any", language, 1, random);
    text
}

/// Returns the candidate with a number; dates are relative to `as_of`.
pub fn candidate(seed: u64, number: usize, as_of: Date) -> Cells {
    let random = &mut Random::new(seed, 1, number);
    let title = random.weighted(&TITLES);
    let first = field(title, random);
    let second = if random.percent(45) { field(title, random) } else { first };

    let mut titles = format!("{title}{}", random.weighted(&STATUSES));
    if title == "nurse-general-care" && random.percent(5) {
        titles.push_str("|care-assistant@licensed");
    }
    let lowest = match title {
        "nurse-general-care" => {
            random.weighted(&[(56, "nurse-general-care"), (26, "nurse-basic"), (10, "care-assistant"), (8, "")])
        }
        "nurse-basic" => random.weighted(&[(60, "nurse-basic"), (32, "care-assistant"), (8, "")]),
        "care-assistant" => "care-assistant",
        _ => "",
    };
    let specialisms = if second == first { first.to_owned() } else { format!("{first}|{second}") };
    let experience = sometimes_empty(experience(first, second, random), random);
    let experience_complete =
        if !experience.is_empty() && experience != "none" && random.percent(70) { "yes" } else { "" };
    let practised = if experience == "none" { String::new() } else { day(as_of, -(random.below(420) as i64)) };

    let mut languages = String::with_capacity(64);
    append_language(&mut languages, "ar", if random.percent(93) { "native" } else { "C1" }, random);
    for (language, levels) in [("fr", &FRENCH[..]), ("nl", &DUTCH[..]), ("en", &ENGLISH[..])] {
        let level = random.weighted(levels);
        append_language(&mut languages, language, level, random);
    }
    let languages = sometimes_empty(languages, random);
    let languages_complete = if !languages.is_empty() && random.percent(72) { "yes" } else { "" };

    let (least, most) = random.weighted(&HOURS);
    let part_time = matches!(most, "24" | "30.4");
    let base = match title {
        "pharmacist" => 2_900,
        "care-assistant" | "pharmacy-assistant" => 1_900,
        "nurse-basic" => 2_100,
        _ => 2_250,
    };
    let pay =
        if random.percent(6) { 0 } else { (base + 50 * random.below(20)) * if part_time { 6 } else { 10 } / 10 };
    let language = random.weighted(&[(45, "fr"), (20, "nl"), (15, "en"), (20, "ar")]);
    let text = sometimes_empty(text(first, second, language, random), random);
    let is_woman = random.percent(72);
    let given = if is_woman { random.pick(&NAMES.given_women) } else { random.pick(&NAMES.given_men) };
    let born = random.between(23 * 365, 56 * 365) as i64;
    let known_language = if text.is_empty() { "" } else { language };

    let titles = sometimes_empty(titles, random);
    let (titles_document, titles_decision) = proofs_of_titles(&titles, number, as_of);
    let languages_document = proofs_of_languages(&languages, as_of);
    vec![
        ("id", format!("p{:07}", number + 1).into()),
        ("titles", titles),
        ("titles_document", titles_document.into()),
        ("titles_decision", titles_decision.into()),
        ("lowest_title", lowest.into()),
        ("specialisms", sometimes_empty(specialisms, random)),
        ("experience", experience),
        ("experience_complete", experience_complete.into()),
        ("last_practised", sometimes_empty(practised, random)),
        ("languages", languages),
        ("languages_document", languages_document.into()),
        ("languages_complete", languages_complete.into()),
        ("regions", sometimes_empty(random.weighted(&REGIONS), random)),
        ("settings", sometimes_empty(settings(first, random), random)),
        ("shifts", sometimes_empty(random.weighted(&SHIFTS), random)),
        ("hours_min", sometimes_empty(least, random)),
        ("hours_max", sometimes_empty(most, random)),
        ("available_from", sometimes_empty(day(as_of, random.between(0, 210) as i64), random)),
        ("minimum_pay", sometimes_empty(pay.to_string(), random)),
        (
            "contract_min_months",
            sometimes_empty(random.weighted(&[(30, "0"), (10, "6"), (42, "12"), (13, "24"), (5, "36")]), random),
        ),
        ("driving_licence", sometimes_empty(if random.percent(48) { "yes" } else { "no" }, random)),
        ("work_permission", sometimes_empty(random.weighted(&[(86, "needed"), (4, "held"), (10, "free")]), random)),
        ("consent", random.weighted(&[(85, "yes"), (10, ""), (5, "no")]).into()),
        ("text", text),
        ("text_language", known_language.into()),
        ("name", format!("{given} {}", random.pick(&NAMES.family)).into()),
        ("sex", if is_woman { "F" } else { "M" }.into()),
        ("birth_date", day(as_of, -born).into()),
        ("nationality", random.weighted(&[(90, "MA"), (6, "BE"), (4, "")]).into()),
    ]
}
