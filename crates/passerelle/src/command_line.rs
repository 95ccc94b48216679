//! The command line: what can be asked, and how it is explained.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use vocabulary::Date;

/// Ranks nurses for vacancies with reasons, and runs the programmes that bring the two together.
#[derive(Debug, Parser)]
#[command(
    name = "passerelle",
    version,
    about = "Ranks nurses for vacancies, with the reason for everything, and keeps the programmes that bring the two together",
    long_about = None,
    after_help = EXAMPLES
)]
pub struct CommandLine {
    /// The operator's settings [default: passerelle.toml, if it is there]
    #[arg(long, value_name = "FILE", global = true)]
    pub settings: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  passerelle demo                                      see it work, with invented people
  passerelle rank --candidates people.csv --vacancies posts.csv
  passerelle import candidates people.csv --dry-run    see what would go in
  passerelle serve                                     the JSON API, on the data folder";

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rank the people of one file for the vacancies of another, without any database.
    #[command(after_help = "Examples:
  passerelle rank --candidates people.csv --vacancies posts.csv
  passerelle rank --candidates people.csv --vacancies posts.csv --vacancy v9 --format json
  passerelle rank --candidates people.csv --vacancies posts.csv --assume consent=yes --assume vacancies.single_permit=yes")]
    Rank(RankArguments),
    /// See it work: invented people and vacancies, ranked with reasons, then served.
    #[command(after_help = "Examples:
  passerelle demo
  passerelle demo --people 20000 --vacancies 100 --once")]
    Demo(DemoArguments),
    /// Take candidates or vacancies in from a file: all of it, or nothing.
    #[command(
        after_help = "Vacancies may also be schema.org JobPosting: one, an array, or one a line. They come in as drafts.

Examples:
  passerelle import candidates people.csv --dry-run
  passerelle import vacancies posts.json --update
  passerelle import vacancies postings.jsonl"
    )]
    Import(ImportArguments),
    /// Write candidates or vacancies out, as files have them.
    #[command(
        subcommand,
        after_help = "Examples:
  passerelle export candidates > people.csv
  passerelle export vacancies --format job-posting > postings.jsonl
  passerelle export vacancies --drafts > to-confirm.csv"
    )]
    Export(Export),
    /// Serve the JSON API.
    #[command(after_help = "Examples:
  passerelle serve
  PASSERELLE__SERVER__ADDRESS=0.0.0.0:8080 passerelle serve")]
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Build the index anew from the database.
    Reindex,
    /// Check settings and configuration, and say of everything wrong in which file and key it is.
    #[command(after_help = "Examples:
  passerelle check-config
  passerelle check-config --config my-config")]
    CheckConfig {
        /// A folder whose files stand in for those of the built-in configuration
        #[arg(long, value_name = "FOLDER")]
        config: Option<PathBuf>,
    },
    /// Print the JSON Schemas of the file formats.
    Schema {
        /// Of which format [default: both]
        #[arg(value_enum)]
        what: Option<FileKind>,
    },
    /// Print a token for the API. For whoever runs the program on its own machine.
    #[command(after_help = "Examples:
  passerelle token --as officer
  passerelle token --as recruiter --organisation \"WZC De Linde\" --hours 8")]
    Token(TokenArguments),
    /// The audit trail.
    Audit {
        /// What to do with it.
        #[command(subcommand)]
        act: AuditCommand,
    },
    /// Compute a decision record again, and say whether the same comes out.
    Replay {
        /// The record's identifier
        record: uuid::Uuid,
    },
}

/// What can be done with the audit log.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum AuditCommand {
    /// Say whether the trail is whole: no line edited, removed, inserted or moved.
    Verify,
}

/// What a file is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileKind {
    /// People.
    Candidates,
    /// Posts of employers.
    Vacancies,
}

/// What the demonstration shows.
#[derive(Debug, Clone, Args)]
pub struct DemoArguments {
    /// The port on which it is served
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub port: u16,
    /// How many invented people
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub people: usize,
    /// How many invented vacancies
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = at_least_one)]
    pub vacancies: usize,
    /// Another number, other people
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Stop after printing, without serving
    #[arg(long)]
    pub once: bool,
    /// The language of the printed sentences
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub language: Language,
}

/// A file to take in.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// What the file is of
    #[arg(value_enum)]
    pub what: FileKind,
    /// The file: CSV or JSON; for vacancies also JobPosting
    pub file: PathBuf,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// Change what is there already with other content, instead of refusing the file
    #[arg(long)]
    pub update: bool,
    /// A value for the empty cells of a column, as COLUMN=VALUE
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = assumption)]
    pub assume: Vec<Assumption>,
}

/// What to write out.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// People of the programme.
    #[command(after_help = "Examples:
  passerelle export candidates > people.csv
  passerelle export candidates --format json --with-personal-data > people.json")]
    Candidates {
        /// How they are written
        #[arg(long, value_enum, default_value_t = CandidateFormat::Csv)]
        format: CandidateFormat,
        /// Also who they are: names, birth dates, contacts
        #[arg(long)]
        with_personal_data: bool,
    },
    /// Posts of employers.
    #[command(after_help = "Examples:
  passerelle export vacancies --format job-posting > postings.jsonl
  passerelle export vacancies --drafts > to-confirm.csv")]
    Vacancies {
        /// How they are written
        #[arg(long, value_enum, default_value_t = VacancyFormat::Csv)]
        format: VacancyFormat,
        /// Only drafts, with the title and region that are suggested for them, to be looked through, corrected and
        /// confirmed by `import vacancies FILE --update`
        #[arg(long)]
        drafts: bool,
    },
}

/// How candidates are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CandidateFormat {
    /// A table with commas.
    Csv,
    /// An array of objects.
    Json,
}

/// How vacancies are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VacancyFormat {
    /// A table with commas.
    Csv,
    /// An array of objects.
    Json,
    /// schema.org JobPosting, one a line.
    JobPosting,
}

/// For whom a token is.
#[derive(Debug, Args)]
pub struct TokenArguments {
    /// In which role: candidate, recruiter, officer, certifier, registrar, programme-manager, auditor, administrator
    #[arg(long = "as", value_name = "ROLE")]
    pub role: access::Role,
    /// For which organisation, by name or identifier
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// Which candidate, by identifier
    #[arg(long, value_name = "ID")]
    pub candidate: Option<vocabulary::CandidateId>,
    /// How long it is good for, at most 12
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub hours: i64,
}

/// Two files, and how to rank them.
#[derive(Debug, Args)]
pub struct RankArguments {
    /// Candidates: a CSV or JSON file
    #[arg(long, value_name = "FILE")]
    pub candidates: PathBuf,
    /// Vacancies: a CSV or JSON file
    #[arg(long, value_name = "FILE")]
    pub vacancies: PathBuf,
    /// Only this vacancy, by its id
    #[arg(long, value_name = "ID")]
    pub vacancy: Option<String>,
    /// The day on which everything is judged [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// How many of each standing, and of each near miss, are listed
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    /// Judge everybody as they are today, without courses and procedures
    #[arg(long)]
    pub without_plans: bool,
    /// Language courses that plans may use: a folder of TOML files [default: those of the configuration]
    #[arg(long, value_name = "FOLDER")]
    pub courses: Option<PathBuf>,
    /// A value for the empty cells of a column, as COLUMN=VALUE; `vacancies.` before the column for the other file
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = assumption)]
    pub assume: Vec<Assumption>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// The language of the table's sentences
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub language: Language,
    /// A folder whose files stand in for those of the built-in configuration
    #[arg(long, value_name = "FOLDER")]
    pub config: Option<PathBuf>,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people to read.
    Table,
    /// For programs.
    Json,
    /// A line for each listed person.
    Csv,
}

/// A language of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// English.
    En,
    /// Arabic.
    Ar,
}

impl From<Language> for vocabulary::TextLanguage {
    fn from(language: Language) -> Self {
        match language {
            Language::Nl => Self::Nl,
            Language::Fr => Self::Fr,
            Language::En => Self::En,
            Language::Ar => Self::Ar,
        }
    }
}

/// One value assumed for the empty cells of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// Whether it is of the vacancies' file.
    pub of_vacancies: bool,
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

fn at_least_one(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("expected a whole number, at least 1".to_owned()),
    }
}

fn date(written: &str) -> Result<Date, String> {
    vocabulary::calendar::day(written).map_err(|error| format!("expected {}", error.expected))
}

fn assumption(written: &str) -> Result<Assumption, String> {
    let Some((column, value)) = written.split_once('=') else {
        return Err("expected COLUMN=VALUE, like consent=yes or vacancies.single_permit=yes".to_owned());
    };
    let of_vacancies = column.strip_prefix("vacancies.");
    Ok(Assumption {
        of_vacancies: of_vacancies.is_some(),
        column: of_vacancies.unwrap_or(column).to_owned(),
        value: value.to_owned(),
    })
}
