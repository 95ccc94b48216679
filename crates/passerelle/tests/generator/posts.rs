//! Vacancies that ask for little, for much and for odd things.

use super::{
    AMOUNTS, AS_OF, Chance, EVIDENCE, FIELDS, HOURS, LANGUAGES, LEVELS, REGIONS, SETTINGS, SHIFTS, SKILLS, STATUSES,
    TITLES, Table,
};

const COLUMNS: [&str; 30] = [
    "id",
    "employer",
    "employer_number",
    "title",
    "title_status",
    "title_by",
    "posts",
    "region",
    "municipality",
    "setting",
    "specialisms",
    "specialism_months",
    "experience_months",
    "practised_within",
    "languages",
    "languages_evidence",
    "shifts",
    "hours",
    "start_from",
    "start_until",
    "pay",
    "pay_max",
    "contract",
    "driving_licence",
    "single_permit",
    "wishes",
    "posted",
    "valid_until",
    "text",
    "text_language",
];

const TEXTS: [(&str, &str); 5] = [
    ("Verpleegkundige operatiekwartier, intensieve zorgen en dialyse.", "nl"),
    ("Infirmier ou infirmière en maison de repos ; \"soins\" aux personnes âgées", "fr"),
    ("ممرضة عناية مركزة", "ar"),
    ("Home nursing and scrub nurse", "en"),
    ("", ""),
];

/// So many vacancies of a seed. Each asks with its own appetite, from a title alone to nearly everything.
pub(crate) fn vacancies(seed: u64, count: usize) -> Table {
    let chance = &mut Chance::new(seed ^ 0x5eed);
    let rows = (0..count).map(|number| post(number, chance)).collect();
    Table { columns: COLUMNS.to_vec(), rows }
}

fn post(number: usize, chance: &mut Chance) -> Vec<String> {
    let appetite = chance.pick(&[0, 8, 20, 20, 45, 80]);
    let field = chance.some(&FIELDS, 3).join("|");
    let months = chance.pick(&["", "0", "6", "12", "24"]);
    // Most posts are for titles of the ladder, which more people hold.
    let titles = if chance.percent(85) { &TITLES[..3] } else { &TITLES };
    let (pay, pay_max) = pay(chance);
    let (text, text_language) = chance.pick(&TEXTS);
    let mut row = vec![
        format!("v{number:03}"),
        "Invented employer".to_owned(),
        "1999.900.072".to_owned(),
        chance.pick(titles).to_owned(),
        chance.pick(&STATUSES).to_owned(),
        chance.pick(&["application", "start"]).to_owned(),
        chance.pick(&["1", "2", "15"]).to_owned(),
        chance.pick(&REGIONS).to_owned(),
        "Gent".to_owned(),
        chance.pick(&SETTINGS).to_owned(),
        field,
        months.to_owned(),
        chance.pick(&["0", "6", "12", "24", "36"]).to_owned(),
        chance.pick(&["1", "6", "12", "36"]).to_owned(),
        languages(chance),
        chance.pick(&EVIDENCE).to_owned(),
        chance.some(&SHIFTS, 4).join("|"),
        hours(chance),
        chance.pick(&["2027-04-01", "2027-05-31"]).to_owned(),
        chance.pick(&["2027-05-31", "2027-08-31", "2027-12-31"]).to_owned(),
        pay,
        pay_max,
        chance.pick(&["permanent", "6", "12", "24", "36"]).to_owned(),
        chance.pick(&["yes", "no"]).to_owned(),
        chance.pick(&["yes", "yes", "yes", "no"]).to_owned(),
        wishes(chance),
        "2027-01-15".to_owned(),
        // A vacancy is open on its last day, and left out the day after.
        chance.pick(&[AS_OF, "2027-04-01", "2028-01-01", "2027-03-30"]).to_owned(),
        text.to_owned(),
        text_language.to_owned(),
    ];
    let asks: Vec<bool> = COLUMNS.iter().map(|_| chance.percent(appetite)).collect();
    for ((column, cell), asked) in COLUMNS.iter().zip(row.iter_mut()).zip(asks) {
        let kept = match *column {
            "id" | "title" | "single_permit" | "text" | "text_language" => true,
            // Months stand beside the specialisms that they are of, and a highest pay beside a lowest.
            "specialisms" => true,
            "pay_max" => true,
            "valid_until" => asked && chance.percent(40),
            _ => asked,
        };
        if !kept {
            cell.clear();
        }
    }
    if chance.percent(15) {
        clear(&mut row, "single_permit");
    }
    if row[position("pay")].is_empty() {
        clear(&mut row, "pay_max");
    }
    row
}

fn position(column: &str) -> usize {
    COLUMNS.iter().position(|name| *name == column).expect("a column of vacancies")
}

fn clear(row: &mut [String], column: &str) {
    row[position(column)].clear();
}

fn pay(chance: &mut Chance) -> (String, String) {
    // AMOUNTS stand in order.
    let from = 1 + chance.below(AMOUNTS.len() - 1);
    let most = from + chance.below(AMOUNTS.len() - from);
    let most = if chance.percent(40) { "" } else { AMOUNTS[most] };
    (AMOUNTS[from].to_owned(), most.to_owned())
}

fn hours(chance: &mut Chance) -> String {
    let (one, other) = (chance.below(HOURS.len()), chance.below(HOURS.len()));
    match one.cmp(&other) {
        std::cmp::Ordering::Equal => HOURS[one].to_owned(),
        _ => format!("{}-{}", HOURS[one.min(other)], HOURS[one.max(other)]),
    }
}

/// Entries of one to three alternatives; no language and skill is asked twice.
fn languages(chance: &mut Chance) -> String {
    let skill =
        |chance: &mut Chance| if chance.percent(35) { format!(".{}", chance.pick(&SKILLS)) } else { String::new() };
    let mut codes: Vec<String> = LANGUAGES.iter().map(|language| format!("{language}{}", skill(chance))).collect();
    chance.shuffle(&mut codes);
    let mut entries = Vec::new();
    while entries.len() < 2 && !codes.is_empty() && (entries.is_empty() || chance.percent(40)) {
        let alternatives = 1 + if chance.percent(35) { 1 + chance.below(2) } else { 0 };
        let taken = codes.split_off(codes.len().saturating_sub(alternatives));
        let asked: Vec<String> = taken.iter().map(|code| format!("{code}:{}", chance.pick(&LEVELS[..5]))).collect();
        entries.push(asked.join("/") + chance.pick(&["", "@start", "@application"]));
    }
    entries.join("|")
}

fn wishes(chance: &mut Chance) -> String {
    let field = chance.pick(&FIELDS);
    let wishes = [format!("specialism:{field}"), "language:fr:B1".to_owned(), "experience:60".to_owned()];
    let some: Vec<&str> = chance.some(&[0, 1, 2], 3).into_iter().map(|index| wishes[index].as_str()).collect();
    some.join("|")
}
