//! The time to scan all candidates for one vacancy, beside the time to sum the columns that the scan reads.
//!
//! ```text
//! cargo bench -p passerelle --bench ranking -- --people 150000,1000000
//! cargo bench -p passerelle --bench ranking -- --people 125000,250000,500000,1000000 --threads 1
//! cargo bench -p passerelle --bench ranking -- --write-files FOLDER --people 150000 --vacancies 20
//! ```
//!
//! The sum and the scan alternate, round by round and vacancy by vacancy, so that other load on the machine affects
//! both. The least time of the rounds counts; their median is printed beside it.

mod column_sum;
mod input_files;
#[path = "../material/mod.rs"]
mod material;

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use matching::scan::{ScanOptions, scan};
use matching::{PreparedVacancy, Segment};
use rayon::prelude::*;
use vocabulary::Date;

use column_sum::column_sum;
use material::{Failed, Material};

/// Measures the scan beside the sum of the columns that it reads.
#[derive(Debug, Parser)]
struct Arguments {
    /// The numbers of candidates
    #[arg(long, value_delimiter = ',', default_value = "150000")]
    people: Vec<usize>,
    /// The number of vacancies
    #[arg(long, default_value_t = 64)]
    vacancies: usize,
    /// The numbers of threads
    #[arg(long, value_delimiter = ',', default_value = "1,2")]
    threads: Vec<usize>,
    /// The number of rounds
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only these cases: all-but-text, all, without-plans, counts-only
    #[arg(long, value_delimiter = ',')]
    cases: Vec<String>,
    /// The most candidates listed of each near miss
    #[arg(long, default_value_t = 20)]
    near: usize,
    /// Print the times of each vacancy
    #[arg(long)]
    each: bool,
    /// Write the two files of `passerelle rank` into this folder, and stop
    #[arg(long, value_name = "FOLDER")]
    write_files: Option<PathBuf>,
    /// Added by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

/// A measured case: whether the impact of requirements is computed, whether texts count, and whether plans count.
struct Case {
    name: &'static str,
    about: &'static str,
    requirement_impact: bool,
    text: bool,
    plans: bool,
}

const CASES: [Case; 4] = [
    Case {
        name: "all-but-text",
        about: "counts, near misses, impact of requirements, top 20 by all criteria but text",
        requirement_impact: true,
        text: false,
        plans: true,
    },
    Case { name: "all", about: "the same by all criteria", requirement_impact: true, text: true, plans: true },
    Case {
        name: "without-plans",
        about: "all criteria but text, without plans",
        requirement_impact: true,
        text: false,
        plans: false,
    },
    Case {
        name: "counts-only",
        about: "counts, near misses and top 20 alone, all criteria but text, without plans",
        requirement_impact: false,
        text: false,
        plans: false,
    },
];

/// The day on which candidates are judged.
fn as_of() -> Date {
    Date::from_ymd_opt(2026, 12, 1).unwrap_or_default()
}

fn main() -> Result<(), Failed> {
    let arguments = Arguments::parse();
    let mut out = io::stdout();
    let most = arguments.people.iter().copied().max().unwrap_or(0);
    if let Some(folder) = &arguments.write_files {
        input_files::write_files(folder, most, arguments.vacancies, as_of())?;
        return Ok(writeln!(out, "written: {most} people and {} vacancies", arguments.vacancies)?);
    }
    let material = Material::new(arguments.vacancies, as_of())?;
    let before = resident()?;
    let people = material.people(most)?;
    let each = (resident()?.saturating_sub(before)) as f64 / most.max(1) as f64;
    let vacancies = material.vacancies.len();
    writeln!(out, "{most} people, {vacancies} vacancies; about {each:.0} bytes a person in memory, words included")?;
    for case in &CASES {
        if !arguments.cases.is_empty() && !arguments.cases.iter().any(|name| name == case.name) {
            continue;
        }
        writeln!(out, "\n{}: {}", case.name, case.about)?;
        let prepared = material.prepared(case.text, case.plans);
        for threads in &arguments.threads {
            for count in &arguments.people {
                let people = first(&people, *count);
                let measured = measure(&prepared, &people, case, *threads, &arguments);
                report(&mut out, *count, *threads, &measured)?;
                if arguments.each {
                    each_vacancy(&mut out, &prepared, &measured)?;
                }
            }
        }
    }
    Ok(())
}

/// The first segments with at least `count` candidates in total.
fn first(people: &[Segment], count: usize) -> Vec<&Segment> {
    let mut held = 0;
    let enough = |segment: &&Segment| {
        let more = held < count;
        held += segment.len();
        more
    };
    people.iter().take_while(enough).collect()
}

/// One vacancy's times, round by round.
struct Measured {
    sum: Vec<Duration>,
    scan: Vec<Duration>,
}

fn measure(
    prepared: &[PreparedVacancy],
    people: &[&Segment],
    case: &Case,
    threads: usize,
    arguments: &Arguments,
) -> Vec<Measured> {
    let options = ScanOptions { top: 20, near: arguments.near, threads, requirement_impact: case.requirement_impact };
    let mut measured: Vec<Measured> =
        prepared.iter().map(|_| Measured { sum: Vec::new(), scan: Vec::new() }).collect();
    for _ in 0..arguments.rounds {
        for (prepared, measured) in prepared.iter().zip(&mut measured) {
            let begun = Instant::now();
            std::hint::black_box(sum(prepared, people, threads));
            measured.sum.push(begun.elapsed());
            let begun = Instant::now();
            std::hint::black_box(scan(prepared, people, options));
            measured.scan.push(begun.elapsed());
        }
    }
    measured
}

/// The sum of all columns that a vacancy's checks and criteria read.
fn sum(prepared: &PreparedVacancy, people: &[&Segment], threads: usize) -> u64 {
    let columns = prepared.columns_read();
    let of_part = |people: &[&Segment]| {
        people.iter().fold(0u64, |sum, people| {
            columns
                .iter()
                .fold(sum, |sum, column| sum.wrapping_add(column_sum(&people.columns, *column, 0..people.len())))
        })
    };
    if threads < 2 {
        return of_part(people);
    }
    people.par_chunks(people.len().div_ceil(threads).max(1)).map(of_part).reduce(|| 0, u64::wrapping_add)
}

fn least(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// The time, in milliseconds, that so many hundredths of the vacancies don't exceed.
fn percentile(measured: &[Measured], of: fn(&[Duration]) -> Duration, hundredths: usize) -> f64 {
    let mut times: Vec<Duration> = measured.iter().map(|measured| of(&measured.scan)).collect();
    times.sort_unstable();
    let position = (times.len() * hundredths).div_ceil(100).saturating_sub(1);
    times.get(position).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

fn report(out: &mut impl Write, people: usize, threads: usize, measured: &[Measured]) -> io::Result<()> {
    for (name, of) in [("least", least as fn(&[Duration]) -> Duration), ("median", median)] {
        let total = |times: fn(&Measured) -> &Vec<Duration>| {
            measured.iter().map(|measured| of(times(measured))).sum::<Duration>().as_secs_f64() * 1e3
        };
        let (sum, scan) = (total(|measured| &measured.sum), total(|measured| &measured.scan));
        let (p50, p95) = (percentile(measured, of, 50), percentile(measured, of, 95));
        writeln!(
            out,
            "{people:>8} people, {threads} thread(s), {name:>6}: scan {scan:8.2} ms in all, p50 {p50:6.3} ms, \
             p95 {p95:6.3} ms; sum {sum:7.2} ms; {:.2} times the sum; {:.2} ns a person and vacancy",
            scan / sum,
            scan * 1e6 / (people * measured.len().max(1)) as f64,
        )?;
    }
    Ok(())
}

fn each_vacancy(out: &mut impl Write, prepared: &[PreparedVacancy], measured: &[Measured]) -> io::Result<()> {
    for (prepared, measured) in prepared.iter().zip(measured) {
        let (sum, scan) = (least(&measured.sum).as_secs_f64(), least(&measured.scan).as_secs_f64());
        let vacancy = &prepared.vacancy.reference;
        writeln!(out, "    {vacancy}: {:.3} ms, {:.2} times the sum", scan * 1e3, scan / sum)?;
    }
    Ok(())
}

/// The resident memory of this process, in bytes.
fn resident() -> Result<usize, Failed> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages: usize = pages.split_whitespace().nth(1).unwrap_or("0").parse()?;
    Ok(pages * 4096)
}
