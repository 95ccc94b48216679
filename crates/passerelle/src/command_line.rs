//! The command line: what can be asked, and how it is explained.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use vocabulary::Date;

/// Ranks nurses for vacancies with reasons, and runs the programmes that bring the two together.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version, about, after_help = EXAMPLES)]
pub struct CommandLine {
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
    #[arg(long, value_name = "DATE")]
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
