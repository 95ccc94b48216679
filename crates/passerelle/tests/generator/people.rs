//! People of every kind that the formats allow.

use super::{
    AMOUNTS, Chance, EVIDENCE, FIELDS, HOURS, LANGUAGES, LEVELS, PRACTISED, REGIONS, SETTINGS, SHIFTS, SKILLS,
    STARTS, STATUSES, TITLES, Table,
};

const COLUMNS: [&str; 26] = [
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
];

const TEXTS: [(&str, &str); 6] = [
    ("Infirmière de bloc opératoire, puis soins intensifs.", "fr"),
    ("Verpleegkundige in een woonzorgcentrum,\nmet \"hart\" voor ouderen; ook thuisverpleging.", "nl"),
    ("ممرضة عناية مركزة وغسيل الكلى", "ar"),
    ("=SUM(A1:A9)'; DROP TABLE candidates; -- scrub nurse", "en"),
    ("Dialysis, geriatrics, home nursing; a, b and c", ""),
    ("", ""),
];

/// So many people of a seed. How easily they suit differs from person to person, so that every standing occurs.
pub(crate) fn candidates(seed: u64, count: usize) -> Table {
    let chance = &mut Chance::new(seed);
    let rows = (0..count).map(|number| person(number, chance)).collect();
    Table { columns: COLUMNS.to_vec(), rows }
}

fn person(number: usize, chance: &mut Chance) -> Vec<String> {
    // A person who suits easily states wide wishes and high levels; so many cells in a hundred are empty.
    let easy = chance.percent(60);
    let empty = chance.pick(&[0, 0, 3, 10, 40]);
    let (hours_min, hours_max) = hours(easy, chance);
    let (text, text_language) = chance.pick(&TEXTS);
    let mut row = vec![
        id(number),
        titles(easy, chance),
        chance.pick(&TITLES[..if easy { 1 } else { 3 }]).to_owned(),
        chance.some(&FIELDS, 3).join("|"),
        experience(easy, chance),
        "yes".to_owned(),
        if easy { "2027-03-30".to_owned() } else { chance.pick(&PRACTISED).to_owned() },
        languages(easy, chance),
        chance.pick(&["yes", "yes", "no"]).to_owned(),
        regions(easy, chance),
        if easy || chance.percent(20) { "any".to_owned() } else { chance.some(&SETTINGS, 4).join("|") },
        if easy { SHIFTS.join("|") } else { chance.some(&SHIFTS, 4).join("|") },
        hours_min,
        hours_max,
        chance.pick(if easy { &STARTS[..2] } else { &STARTS }).to_owned(),
        chance.pick(if easy { &AMOUNTS[..3] } else { &AMOUNTS }).to_owned(),
        chance.pick(if easy { &["0", "6"] } else { &["12", "24", "25", "36", "0"][..] }).to_owned(),
        if easy || chance.percent(50) { "yes" } else { "no" }.to_owned(),
        chance.pick(&["free", "held", "needed"]).to_owned(),
        chance.pick(&["yes", "yes", "yes", "yes", "yes", "yes", "yes", "no"]).to_owned(),
        text.to_owned(),
        text_language.to_owned(),
        chance.pick(&["Anna Maes", "O'Neill, \"Jo\"", "يوسف بنعلي"]).to_owned(),
        chance.pick(&["F", "M", "X"]).to_owned(),
        chance.pick(&["1980-02-29", "1999-12-31"]).to_owned(),
        chance.pick(&["MA", "BE", "SN"]).to_owned(),
    ];
    for cell in row.iter_mut().skip(1) {
        if chance.percent(empty) {
            cell.clear();
        }
    }
    row
}

/// Ids as people write them: codes, numbers, words with accents, spaces and signs.
fn id(number: usize) -> String {
    match number % 50 {
        7 => format!("Dossier {number}, bis"),
        8 => format!("{number}"),
        9 => format!("é\"{number}\""),
        _ => format!("c{number:05}"),
    }
}

fn titles(easy: bool, chance: &mut Chance) -> String {
    let held = if easy && chance.percent(60) { vec!["nurse-general-care"] } else { chance.some(&TITLES, 3) };
    let with_status = held.iter().map(|title| match chance.below(8) {
        0 => (*title).to_owned(),
        1..=3 if easy => format!("{title}@licensed"),
        _ => format!("{title}@{}", chance.pick(&STATUSES)),
    });
    with_status.collect::<Vec<_>>().join("|")
}

fn experience(easy: bool, chance: &mut Chance) -> String {
    if !easy && chance.percent(15) {
        return "none".to_owned();
    }
    let fields = chance.some(&FIELDS, if easy { 6 } else { 3 });
    let months = |_: &&str| chance.pick(if easy { &[24, 36, 60] } else { &[0, 5, 6, 7, 11, 12, 18][..] });
    let counted: Vec<usize> = fields.iter().map(months).collect();
    let cells = fields.iter().zip(counted).map(|(field, months)| format!("{field}:{months}"));
    cells.collect::<Vec<_>>().join("|")
}

fn languages(easy: bool, chance: &mut Chance) -> String {
    let mut entries = Vec::new();
    for language in LANGUAGES {
        if easy && chance.percent(70) {
            entries.push(format!("{language}:{}@tested", chance.pick(&["C1", "C2"])));
            continue;
        }
        let level = |chance: &mut Chance| {
            let level = if chance.percent(8) { "native" } else { chance.pick(&LEVELS) };
            match chance.below(4) {
                0 => level.to_owned(),
                _ => format!("{level}@{}", chance.pick(&EVIDENCE)),
            }
        };
        if chance.percent(60) {
            entries.push(format!("{language}:{}", level(chance)));
        }
        match chance.below(5) {
            0 => {
                for skill in chance.some(&SKILLS, 4) {
                    entries.push(format!("{language}.{skill}:{}", level(chance)));
                }
            }
            1 => {
                // All five skills around one level, so that they can stand for a general level.
                for skill in SKILLS {
                    let shown = chance.pick(&["B2@tested", "C1@tested", "B2@attested", "native"]);
                    entries.push(format!("{language}.{skill}:{shown}"));
                }
            }
            _ => {}
        }
    }
    chance.shuffle(&mut entries);
    entries.join("|")
}

fn regions(easy: bool, chance: &mut Chance) -> String {
    match chance.below(4) {
        _ if easy => "BE".to_owned(),
        0 => "BE".to_owned(),
        // Every Region is the country, said in another way; all districts of Brussels are one.
        1 => chance.pick(&["BE1|BE2|BE3", "BE23|BE1", "BE231|BE232|BE233|BE234|BE235|BE236"]).to_owned(),
        _ => chance.some(&REGIONS, 4).join("|"),
    }
}

fn hours(easy: bool, chance: &mut Chance) -> (String, String) {
    if easy {
        return ("10".to_owned(), "38".to_owned());
    }
    // HOURS stand in order, so the later of two picks is the upper bound.
    let (one, other) = (chance.below(HOURS.len()), chance.below(HOURS.len()));
    (HOURS[one.min(other)].to_owned(), HOURS[one.max(other)].to_owned())
}
