//! The same queries in PostgreSQL, as SQL, over the same candidates in the same run.
//!
//! ```text
//! tests/postgres/with-server cargo bench -p passerelle --bench postgresql -- --people 150000
//! ```
//!
//! For each vacancy: the numbers who are ready, to verify and near misses, near misses by requirement, and the first
//! 20 of ready and to verify by all criteria but text, without plans. The table has a typed column for each fact,
//! computed beforehand as ours are, bit masks for small sets, and B-tree and GIN indexes; it is analysed and in
//! memory. The counts and scores of both have to be equal.

mod candidate_table;
#[path = "../material/mod.rs"]
mod material;
mod vacancy_query;

use std::io::{self, Write};
use std::time::{Duration, Instant};

use clap::Parser;
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Integer, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl};
use matching::facts::Facts;
use matching::ranking::{NamedCandidate, explain};
use matching::requirements::Requirements;
use matching::scan::{ScanOptions, scan};
use matching::{PreparedVacancy, RuleConfig, Segment};
use ranking::conversion;
use vocabulary::Date;

use material::{Failed, Material};
use vacancy_query::VacancyQuery;

/// Compares PostgreSQL with the scan.
#[derive(Debug, Parser)]
struct Arguments {
    /// The number of candidates
    #[arg(long, default_value_t = 150_000)]
    people: usize,
    /// The number of vacancies
    #[arg(long, default_value_t = 64)]
    vacancies: usize,
    /// The number of rounds
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// The server [default: the value of PASSERELLE_TEST_POSTGRES]
    #[arg(long)]
    server: Option<String>,
    /// Added by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Text)]
    answer: String,
}

#[derive(QueryableByName)]
struct ListedRow {
    #[diesel(sql_type = Integer)]
    score: i32,
}

fn main() -> Result<(), Failed> {
    let arguments = Arguments::parse();
    let mut out = io::stdout();
    let server = arguments.server.clone().or_else(|| std::env::var("PASSERELLE_TEST_POSTGRES").ok());
    let server = server.ok_or("no server: run this through tests/postgres/with-server, or name one with --server")?;
    let material = Material::new(arguments.vacancies, Date::from_ymd_opt(2026, 12, 1).unwrap_or_default())?;
    let people = material.people(arguments.people)?;
    let vacancies: Vec<Requirements> =
        material.vacancies.iter().map(|row| conversion::requirements(&row.reference, &row.content)).collect();
    let mut connection = PgConnection::establish(&server)?;
    load(&mut connection, &material, &people, &vacancies)?;
    let prepared = material.prepared(false, false);
    let segments: Vec<&Segment> = people.iter().collect();
    for (name, workers, threads) in [("one process, one thread", 0, 1), ("parallel workers, two threads", 2, 2)] {
        connection.batch_execute(&format!("SET max_parallel_workers_per_gather = {workers}"))?;
        let (mut postgres_times, mut scan_times) = (Vec::new(), Vec::new());
        for (prepared, vacancy) in prepared.iter().zip(&vacancies) {
            let config = material.rules.on(vacancy.title.as_ref(), material.as_of);
            let query = VacancyQuery::new(vacancy, config, material.as_of);
            let (postgres_time, scan_time) =
                compare(&mut connection, prepared, &segments, &query, config, (threads, arguments.rounds))?;
            postgres_times.push(postgres_time);
            scan_times.push(scan_time);
        }
        let all = |times: &[Duration]| times.iter().sum::<Duration>().as_secs_f64() * 1e3;
        let median = |times: &[Duration]| {
            let mut times = times.to_vec();
            times.sort_unstable();
            times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        writeln!(
            out,
            "{} people, {} vacancies, {name}: PostgreSQL {:.0} ms in all, p50 {:.1} ms; the scan {:.1} ms in all, \
             p50 {:.3} ms; {:.0} times as fast; all counts and lists agree",
            arguments.people,
            vacancies.len(),
            all(&postgres_times),
            median(&postgres_times),
            all(&scan_times),
            median(&scan_times),
            all(&postgres_times) / all(&scan_times),
        )?;
    }
    connection.batch_execute("DROP TABLE people")?;
    Ok(())
}

/// Fills and analyses the table, with its indexes.
fn load(
    connection: &mut PgConnection,
    material: &Material,
    people: &[Segment],
    vacancies: &[Requirements],
) -> Result<(), Failed> {
    let languages = vacancy_query::languages(vacancies);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("people.tsv");
    candidate_table::write(&file, people, &languages)?;
    // The server runs as another user, which has to be able to read the file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))?;
    }
    connection.batch_execute("DROP TABLE IF EXISTS people")?;
    let config = material.rules.any();
    let create = candidate_table::create(config.titles.len(), config.specialisms.len(), &languages);
    connection.batch_execute(&create)?;
    connection.batch_execute(&format!("COPY people FROM '{}'", file.display()))?;
    connection.batch_execute(candidate_table::INDEXES)?;
    connection.batch_execute("SET work_mem = '256MB'")?;
    connection.batch_execute("VACUUM ANALYZE people")?;
    Ok(())
}

/// The least time of each side over some rounds, once their results agree.
fn compare(
    connection: &mut PgConnection,
    prepared: &PreparedVacancy,
    people: &[&Segment],
    query: &VacancyQuery,
    config: &RuleConfig,
    (threads, rounds): (usize, usize),
) -> Result<(Duration, Duration), Failed> {
    let options = ScanOptions { top: 20, near: 20, threads, requirement_impact: false };
    let (mut postgres_time, mut scan_time) = (Duration::MAX, Duration::MAX);
    for _ in 0..rounds.max(1) {
        let begun = Instant::now();
        let counts: Vec<Answer> = diesel::sql_query(&query.counts).load(connection)?;
        let listed: Vec<ListedRow> = diesel::sql_query(&query.list).load(connection)?;
        postgres_time = postgres_time.min(begun.elapsed());
        let begun = Instant::now();
        let found = scan(prepared, people, options);
        scan_time = scan_time.min(begun.elapsed());
        let vacancy = &prepared.vacancy.reference;
        let postgres = counts.first().map(|answer| answer.answer.clone()).unwrap_or_default();
        // Only scores are compared, so the listed candidates need no facts.
        let nothing = Facts::default();
        let nobody = NamedCandidate { name: "", id: None, facts: &nothing };
        let fetch = |_, _| Ok::<_, std::convert::Infallible>(nobody);
        let outcome = explain(prepared, &found, people, config, fetch)?;
        let near = query.requirements.iter().map(|code| {
            outcome.ranking.near_misses.iter().filter(|near| near.rule == *code).map(|near| near.count).sum::<u64>()
        });
        let near: Vec<u64> = near.collect();
        let [ready, _, to_verify, near_miss, _] = found.counts;
        let scanned =
            [ready, to_verify, near_miss].iter().chain(&near).map(u64::to_string).collect::<Vec<_>>().join(",");
        if postgres != scanned {
            return Err(format!("{vacancy}: PostgreSQL counts {postgres}, the scan {scanned}").into());
        }
        let scanned: Vec<i32> = outcome.ranking.ranking.iter().map(|ranked| ranked.score.count() as i32).collect();
        if listed.iter().map(|row| row.score).ne(scanned.iter().copied()) {
            return Err(format!("{vacancy}: PostgreSQL lists other scores than the scan, {scanned:?}").into());
        }
    }
    Ok((postgres_time, scan_time))
}
