//! Generates vacancies with few, many and unusual requirements.

use super::{
    AMOUNTS, AS_OF, EVIDENCE, FIELDS, HOURS, LANGUAGES, LEVELS, REGIONS, Random, SETTINGS, SHIFTS, SKILLS, STATUSES,
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

/// Generates vacancies. The share of filled cells differs between them, from a title alone to nearly all columns.
pub(crate) fn generate_vacancies(seed: u64, count: usize) -> Table {
    let random = &mut Random::new(seed ^ 0x5eed);
    let rows = (0..count).map(|number| vacancy(number, random)).collect();
    Table { columns: COLUMNS.to_vec(), rows }
}

fn vacancy(number: usize, random: &mut Random) -> Vec<String> {
    let filled_percent = random.pick(&[0, 8, 20, 20, 45, 80]);
    let field = random.some(&FIELDS, 3).join("|");
    let months = random.pick(&["", "0", "6", "12", "24"]);
    // Most vacancies are for titles of the ladder, which more candidates hold.
    let titles = if random.percent(85) { &TITLES[..3] } else { &TITLES };
    let (pay, pay_max) = pay(random);
    let (text, text_language) = random.pick(&TEXTS);
    let mut row = vec![
        format!("v{number:03}"),
        "Invented employer".to_owned(),
        "1999.900.072".to_owned(),
        random.pick(titles).to_owned(),
        random.pick(&STATUSES).to_owned(),
        random.pick(&["application", "start"]).to_owned(),
        random.pick(&["1", "2", "15"]).to_owned(),
        random.pick(&REGIONS).to_owned(),
        "Gent".to_owned(),
        random.pick(&SETTINGS).to_owned(),
        field,
        months.to_owned(),
        random.pick(&["0", "6", "12", "24", "36"]).to_owned(),
        random.pick(&["1", "6", "12", "36"]).to_owned(),
        languages(random),
        random.pick(&EVIDENCE).to_owned(),
        random.some(&SHIFTS, 4).join("|"),
        hours(random),
        random.pick(&["2027-04-01", "2027-05-31"]).to_owned(),
        random.pick(&["2027-05-31", "2027-08-31", "2027-12-31"]).to_owned(),
        pay,
        pay_max,
        random.pick(&["permanent", "6", "12", "24", "36"]).to_owned(),
        random.pick(&["yes", "no"]).to_owned(),
        random.pick(&["yes", "yes", "yes", "no"]).to_owned(),
        wishes(random),
        "2027-01-15".to_owned(),
        // A vacancy is open on its last day and closed the day after.
        random.pick(&[AS_OF, "2027-04-01", "2028-01-01", "2027-03-30"]).to_owned(),
        text.to_owned(),
        text_language.to_owned(),
    ];
    let asks: Vec<bool> = COLUMNS.iter().map(|_| random.percent(filled_percent)).collect();
    for ((column, cell), asked) in COLUMNS.iter().zip(row.iter_mut()).zip(asks) {
        let kept = match *column {
            "id" | "employer" | "title" | "single_permit" | "text" | "text_language" => true,
            // `specialism_months` requires specialisms, and `pay_max` requires `pay`.
            "specialisms" => true,
            "pay_max" => true,
            "valid_until" => asked && random.percent(40),
            _ => asked,
        };
        if !kept {
            cell.clear();
        }
    }
    if random.percent(15) {
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

fn pay(random: &mut Random) -> (String, String) {
    // AMOUNTS is in ascending order.
    let from = 1 + random.below(AMOUNTS.len() - 1);
    let most = from + random.below(AMOUNTS.len() - from);
    let most = if random.percent(40) { "" } else { AMOUNTS[most] };
    (AMOUNTS[from].to_owned(), most.to_owned())
}

fn hours(random: &mut Random) -> String {
    let (one, other) = (random.below(HOURS.len()), random.below(HOURS.len()));
    match one.cmp(&other) {
        std::cmp::Ordering::Equal => HOURS[one].to_owned(),
        _ => format!("{}-{}", HOURS[one.min(other)], HOURS[one.max(other)]),
    }
}

/// Returns entries of one to three alternatives, with each language and skill at most once.
fn languages(random: &mut Random) -> String {
    let skill =
        |random: &mut Random| if random.percent(35) { format!(".{}", random.pick(&SKILLS)) } else { String::new() };
    let mut codes: Vec<String> = LANGUAGES.iter().map(|language| format!("{language}{}", skill(random))).collect();
    random.shuffle(&mut codes);
    let mut entries = Vec::new();
    while entries.len() < 2 && !codes.is_empty() && (entries.is_empty() || random.percent(40)) {
        let alternatives = 1 + if random.percent(35) { 1 + random.below(2) } else { 0 };
        let taken = codes.split_off(codes.len().saturating_sub(alternatives));
        let asked: Vec<String> = taken.iter().map(|code| format!("{code}:{}", random.pick(&LEVELS[..5]))).collect();
        entries.push(asked.join("/") + random.pick(&["", "@start", "@application"]));
    }
    entries.join("|")
}

fn wishes(random: &mut Random) -> String {
    let field = random.pick(&FIELDS);
    let wishes = [format!("specialism:{field}"), "language:fr:B1".to_owned(), "experience:60".to_owned()];
    let some: Vec<&str> = random.some(&[0, 1, 2], 3).into_iter().map(|index| wishes[index].as_str()).collect();
    some.join("|")
}
