//! Measures how fast a file of invented people is read, imported into a fresh embedded database, and how fast people are
//! found there:
//! `cargo run --release -p candidate-profile --example candidate_import_speed -- 150000`

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use access::{Actor, programmes};
use candidate_profile::{COLUMNS, Candidates, parse, parse_profiles};
use reference_data::ReferenceData;
use sheets::{ImportOptions, Sheet};
use storage::Database;
use vocabulary::Clock;

const WORDS: &str = "Infirmière depuis plusieurs années dans un service de soins intensifs, habituée au travail en \
    équipe, aux gardes de nuit et à l'accueil des familles, je souhaite \"continuer\" en gériatrie; verpleegkundige \
    met ervaring op de dienst intensieve zorgen, graag in een team dat tijd neemt voor mensen en hun naasten.";

const FIRST_NAMES: [&str; 7] = ["Mohamed", "Fatima-Zahra", "Youssef", "Khadija", "Zoë", "أحمد", "Salma"];
const LAST_NAMES: [&str; 9] =
    ["El Amrani", "Ben Ali", "Alaoui", "Vandenbroucke", "العمراني", "Benjelloun", "Ait Omar", "Es-Saadi", "Naciri"];

fn file(people: usize) -> Result<String, std::fmt::Error> {
    let mut file = String::from(
        "id,titles,lowest_title,specialisms,experience,experience_complete,last_practised,languages,\
         languages_complete,regions,settings,shifts,hours_min,hours_max,available_from,minimum_pay,\
         contract_min_months,driving_licence,work_permission,consent,text,text_language,name,email\n",
    );
    let text = WORDS.replace('"', "\"\"");
    for number in 0..people {
        writeln!(
            file,
            "c{number},nurse-general-care@documented|care-assistant@licensed,nurse-basic,intensive-care|geriatrics,\
             intensive-care:{}|general:12,yes,2026-05-{:02},nl:A2|fr:C1@tested|fr.writing:B2|ar:native,yes,\
             BE21|BE234,hospital|care-home,day|night,30,38,2027-02-01,{},12,no,held,yes,\"{text}\",fr,\
             {} {} {number},c{number}@example.org",
            number % 200,
            number % 28 + 1,
            2_500 + number % 900,
            FIRST_NAMES[number % FIRST_NAMES.len()],
            LAST_NAMES[number / 7 % LAST_NAMES.len()],
        )?;
    }
    Ok(file)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let people: usize = std::env::args().nth(1).as_deref().unwrap_or("150000").parse()?;
    let data = ReferenceData::built_in()?;
    let file = file(people)?;
    let mut out = std::io::stdout();
    let say = |what: &str, since: Instant| {
        let seconds = since.elapsed().as_secs_f64();
        writeln!(std::io::stdout(), "{what}: {seconds:.3} s, {:.0} rows a second", people as f64 / seconds)
    };

    let start = Instant::now();
    let sheet = Sheet::read("people.csv", file.as_bytes(), COLUMNS)?;
    say("cut into records", start)?;
    let unidentified = parse_profiles(&sheet, &data)?;
    say("cut and read, as for `rank`", start)?;
    drop(unidentified);
    let rows = parse(&sheet, &data)?;

    let folder = tempfile::tempdir()?;
    let database =
        Database::open(&format!("sqlite:{}", folder.path().join("speed.sqlite").display()), 2, Clock::system())?;
    database.migrate()?;
    let operator = Actor::operator();
    let programme = programmes::create(&database, &operator, "one", "ma-be", "Invented")?.id;
    let candidates = Candidates::new(&database, &data);
    let options = ImportOptions { dry_run: false, update: false };
    let start = Instant::now();
    candidates.import(&operator, programme, rows.clone(), options, &mut |_| {})?;
    say("imported", start)?;
    let start = Instant::now();
    candidates.import(&operator, programme, rows, options, &mut |_| {})?;
    say("imported again, nothing to do", start)?;
    for query in ["mohamed", "elamrani khadija", "العمراني", "naciri salma 77", "nobody", "c1499", "c77@example.org"]
    {
        let start = Instant::now();
        let found = candidates.find(&operator, programme, query, None, 50)?;
        let milliseconds = start.elapsed().as_secs_f64() * 1e3;
        writeln!(out, "found {} for `{query}`: {milliseconds:.1} ms", found.items.len())?;
    }
    Ok(())
}
