//! Generates candidates of every kind that the formats allow.

use super::{
    AMOUNTS, EVIDENCE, FIELDS, HOURS, LANGUAGES, LEVELS, PRACTISED, REGIONS, Random, SETTINGS, SHIFTS, SKILLS,
    STARTS, STATUSES, TITLES, Table,
};

const COLUMNS: [&str; 29] = [
    "id",
    "titles",
    "lowest_title",
    "specialisms",
    "experience",
    "experience_complete",
    "last_practised",
    "languages",
    "languages_complete",
    "regions",
    "settings",
    "shifts",
    "hours_min",
    "hours_max",
    "available_from",
    "minimum_pay",
    "contract_min_months",
    "driving_licence",
    "work_permission",
    "consent",
    "text",
    "text_language",
    "name",
    "sex",
    "birth_date",
    "nationality",
    "titles_document",
    "titles_decision",
    "languages_document",
];

const TEXTS: [(&str, &str); 6] = [
    ("Infirmière de bloc opératoire, puis soins intensifs.", "fr"),
    ("Verpleegkundige in een woonzorgcentrum,\nmet \"hart\" voor ouderen; ook thuisverpleging.", "nl"),
    ("ممرضة عناية مركزة وغسيل الكلى", "ar"),
    ("=SUM(A1:A9)'; DROP TABLE candidates; -- scrub nurse", "en"),
    ("Dialysis, geriatrics, home nursing; a, b and c", ""),
    ("", ""),
];

/// Generates candidates. Some suit most vacancies and some few, so that every standing occurs.
pub(crate) fn generate_candidates(seed: u64, count: usize) -> Table {
    let random = &mut Random::new(seed);
    let row = |number| {
        let mut row = candidate(number, random);
        if names_no_proof(number) {
            // In a ranking of files a native speaker needs no evidence; to a database their own word for it is none.
            row[7] = row[7].replace(":native", ":C2");
        }
        let (titles, languages) = (row[1].clone(), row[7].clone());
        row.extend(proofs(number, &titles, &languages));
        row
    };
    let rows = (0..count).map(row).collect();
    Table { columns: COLUMNS.to_vec(), rows }
}

fn candidate(number: usize, random: &mut Random) -> Vec<String> {
    // A candidate who suits easily states wide preferences and high levels. `empty` is a percentage of cells.
    let suits_easily = random.percent(60);
    let empty = random.pick(&[0, 0, 3, 10, 40]);
    let (hours_min, hours_max) = hours(suits_easily, random);
    let (text, text_language) = random.pick(&TEXTS);
    let mut row = vec![
        id(number),
        titles(suits_easily, random),
        random.pick(&TITLES[..if suits_easily { 1 } else { 3 }]).to_owned(),
        random.some(&FIELDS, 3).join("|"),
        experience(suits_easily, random),
        "yes".to_owned(),
        if suits_easily { "2027-03-30".to_owned() } else { random.pick(&PRACTISED).to_owned() },
        languages(suits_easily, random),
        random.pick(&["yes", "yes", "no"]).to_owned(),
        regions(suits_easily, random),
        if suits_easily || random.percent(20) { "any".to_owned() } else { random.some(&SETTINGS, 4).join("|") },
        if suits_easily { SHIFTS.join("|") } else { random.some(&SHIFTS, 4).join("|") },
        hours_min,
        hours_max,
        random.pick(if suits_easily { &STARTS[..2] } else { &STARTS }).to_owned(),
        random.pick(if suits_easily { &AMOUNTS[..3] } else { &AMOUNTS }).to_owned(),
        random.pick(if suits_easily { &["0", "6"] } else { &["12", "24", "25", "36", "0"][..] }).to_owned(),
        if suits_easily || random.percent(50) { "yes" } else { "no" }.to_owned(),
        random.pick(&["free", "held", "needed"]).to_owned(),
        random.pick(&["yes", "yes", "yes", "yes", "yes", "yes", "yes", "no"]).to_owned(),
        text.to_owned(),
        text_language.to_owned(),
        random.pick(&["Anna Maes", "O'Neill, \"Jo\"", "يوسف بنعلي"]).to_owned(),
        random.pick(&["F", "M", "X"]).to_owned(),
        random.pick(&["1980-02-29", "1999-12-31"]).to_owned(),
        random.pick(&["MA", "BE", "SN"]).to_owned(),
    ];
    for cell in row.iter_mut().skip(1) {
        if random.percent(empty) {
            cell.clear();
        }
    }
    row
}

/// Returns identifiers of several forms: codes, numbers, words with accents, spaces and quotes.
fn id(number: usize) -> String {
    match number % 50 {
        7 => format!("Dossier {number}, bis"),
        8 => format!("{number}"),
        9 => format!("é\"{number}\""),
        _ => format!("c{number:05}"),
    }
}

fn titles(suits_easily: bool, random: &mut Random) -> String {
    let held = if suits_easily && random.percent(60) { vec!["nurse-general-care"] } else { random.some(&TITLES, 3) };
    let with_status = held.iter().map(|title| match random.below(8) {
        0 => (*title).to_owned(),
        1..=3 if suits_easily => format!("{title}@licensed"),
        _ => format!("{title}@{}", random.pick(&STATUSES)),
    });
    with_status.collect::<Vec<_>>().join("|")
}

/// Whether a candidate names neither documents nor decisions, as every fifth does.
fn names_no_proof(number: usize) -> bool {
    number % 5 == 4
}

/// The documents and decisions on which titles and languages rest: the columns `titles_document`, `titles_decision` and
/// `languages_document`.
fn proofs(number: usize, titles: &str, languages: &str) -> [String; 3] {
    if names_no_proof(number) {
        return [const { String::new() }; 3];
    }
    let held = || titles.split('|').filter_map(|title| title.split_once('@'));
    let documents = held().map(|(title, _)| format!("{title}:diploma:Invented school:2024-07-15"));
    let decisions = held().filter_map(|(title, status)| {
        let (kind, authority) = match (status, title) {
            ("equivalent", _) => ("equivalence", "Vlaamse Gemeenschap"),
            ("licensed", "care-assistant" | "pharmacy-assistant") => ("visum-and-recognition", "FOD Volksgezondheid"),
            ("licensed", _) => ("visum", "FOD Volksgezondheid"),
            _ => return None,
        };
        Some(format!("{title}:{kind}:{authority}:2026-03-02:INVENTED-{number}"))
    });
    let mut tested: Vec<&str> = languages
        .split('|')
        .filter(|known| known.contains('@') || known.ends_with(":native"))
        .filter_map(|known| known.split([':', '.']).next())
        .collect();
    tested.sort_unstable();
    tested.dedup();
    let tests = tested.iter().map(|language| format!("{language}:exam:Invented institute:2026-05-20"));
    let joined = |cells: Vec<String>| cells.join("|");
    [joined(documents.collect()), joined(decisions.collect()), joined(tests.collect())]
}

fn experience(suits_easily: bool, random: &mut Random) -> String {
    if !suits_easily && random.percent(15) {
        return "none".to_owned();
    }
    let fields = random.some(&FIELDS, if suits_easily { 6 } else { 3 });
    let months = |_: &&str| random.pick(if suits_easily { &[24, 36, 60] } else { &[0, 5, 6, 7, 11, 12, 18][..] });
    let counted: Vec<usize> = fields.iter().map(months).collect();
    let cells = fields.iter().zip(counted).map(|(field, months)| format!("{field}:{months}"));
    cells.collect::<Vec<_>>().join("|")
}

fn languages(suits_easily: bool, random: &mut Random) -> String {
    let mut entries = Vec::new();
    for language in LANGUAGES {
        if suits_easily && random.percent(70) {
            entries.push(format!("{language}:{}@tested", random.pick(&["C1", "C2"])));
            continue;
        }
        let level = |random: &mut Random| {
            let level = if random.percent(8) { "native" } else { random.pick(&LEVELS) };
            match random.below(4) {
                0 => level.to_owned(),
                _ => format!("{level}@{}", random.pick(&EVIDENCE)),
            }
        };
        if random.percent(60) {
            entries.push(format!("{language}:{}", level(random)));
        }
        match random.below(5) {
            0 => {
                for skill in random.some(&SKILLS, 4) {
                    entries.push(format!("{language}.{skill}:{}", level(random)));
                }
            }
            1 => {
                // All five skills around one level, so that they can replace a general level.
                for skill in SKILLS {
                    let level = random.pick(&["B2@tested", "C1@tested", "B2@attested", "native"]);
                    entries.push(format!("{language}.{skill}:{level}"));
                }
            }
            _ => {}
        }
    }
    random.shuffle(&mut entries);
    entries.join("|")
}

fn regions(suits_easily: bool, random: &mut Random) -> String {
    match random.below(4) {
        _ if suits_easily => "BE".to_owned(),
        0 => "BE".to_owned(),
        // Equivalent lists: all three Regions for the country, all districts for a province.
        1 => random.pick(&["BE1|BE2|BE3", "BE23|BE1", "BE231|BE232|BE233|BE234|BE235|BE236"]).to_owned(),
        _ => random.some(&REGIONS, 4).join("|"),
    }
}

fn hours(suits_easily: bool, random: &mut Random) -> (String, String) {
    if suits_easily {
        return ("10".to_owned(), "38".to_owned());
    }
    // HOURS is in ascending order, so the later of two picks is the upper bound.
    let (one, other) = (random.below(HOURS.len()), random.below(HOURS.len()));
    (HOURS[one.min(other)].to_owned(), HOURS[one.max(other)].to_owned())
}
