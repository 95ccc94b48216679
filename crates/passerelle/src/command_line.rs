//! The command line: subcommands, arguments and their help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use training_harmonisation::{AssessmentTerms, SchoolKind};
use vocabulary::Date;

/// Ranks candidates for vacancies with reasons, and runs the programmes that bring the two together.
#[derive(Debug, Parser)]
#[command(
    name = "passerelle",
    version,
    about = "Ranks candidates for vacancies, with the reason for everything, and keeps the programmes that bring the two together",
    long_about = None,
    after_help = EXAMPLES
)]
pub struct CommandLine {
    /// The operator's settings [default: passerelle.toml, if it is there]
    #[arg(long, value_name = "FILE", global = true)]
    pub settings: Option<PathBuf>,
    /// The programme, by its code [default: the only one]
    #[arg(long, value_name = "CODE", global = true)]
    pub programme: Option<String>,
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  passerelle demo                                      see it work, with invented people
  passerelle rank --candidates people.csv --vacancies posts.csv
  passerelle import candidates people.csv --dry-run    see what would be imported
  passerelle serve                                     the JSON API, on the data folder";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rank the candidates of one file for the vacancies of another, without a database.
    #[command(after_help = "Examples:
  passerelle rank --candidates people.csv --vacancies posts.csv
  passerelle rank --candidates people.csv --vacancies posts.csv --vacancy v9 --format json
  passerelle rank --candidates people.csv --vacancies posts.csv --assume consent=yes --assume vacancies.single_permit=yes")]
    Rank(RankArguments),
    /// Compare curricula or transcripts with frameworks of law: rules, subjects, gaps.
    #[command(after_help = "Examples:
  passerelle assess transcript.csv
  passerelle assess transcript.csv --began 2021-09-15 --schooling 12 --language fr
  passerelle assess transcripts/ --framework eu-2005-36-ec-31@2013 --format json")]
    Assess(AssessArguments),
    /// Lay curricula side by side: what each teaches, and what one would have to add to reach what another reaches.
    #[command(after_help = "Examples:
  passerelle compare rabat.csv ghent.csv
  passerelle compare rabat.csv fes.csv oujda.csv --framework eu-2005-36-ec-31@2013 --language fr")]
    Compare(CompareArguments),
    /// Demonstrate with invented people and vacancies: rank them with reasons, then serve.
    #[command(after_help = "Examples:
  passerelle demo
  passerelle demo --people 20000 --vacancies 100 --once")]
    Demo(DemoArguments),
    /// Import candidates, vacancies, a curriculum or a transcript from a file: all of it, or nothing.
    #[command(
        after_help = "Vacancies may also be schema.org JobPosting: one, an array, or one per line. They are imported as drafts.

Examples:
  passerelle import candidates people.csv --dry-run
  passerelle import vacancies posts.json --update
  passerelle import vacancies postings.jsonl
  passerelle import curriculum rabat.csv --school \"ISPITS Rabat\" --enrolled 2021
  passerelle import transcript t017.csv --school \"ISPITS Rabat\" --enrolled 2021 --candidate c017"
    )]
    Import(ImportArguments),
    /// Export candidates or vacancies as files.
    #[command(
        subcommand,
        after_help = "Examples:
  passerelle export candidates > people.csv
  passerelle export vacancies --format job-posting > postings.jsonl
  passerelle export vacancies --drafts > to-confirm.csv"
    )]
    Export(Export),
    /// Set up programmes, and list them.
    #[command(
        subcommand,
        after_help = "Examples:
  passerelle programme list
  passerelle programme create care-2027 --corridor ma-be --label \"Care, 2027\""
    )]
    Programme(ProgrammeCommand),
    /// Serve the JSON API.
    #[command(after_help = "Examples:
  passerelle serve
  PASSERELLE__SERVER__ADDRESS=0.0.0.0:8080 passerelle serve")]
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Build the index again from the database.
    Reindex,
    /// Check settings and configuration; report every problem with its file and key.
    #[command(after_help = "Examples:
  passerelle check-config
  passerelle check-config --config my-config")]
    CheckConfig {
        /// A folder whose files replace those of the built-in configuration [default: `config_folder` of the settings]
        #[arg(long, value_name = "FOLDER")]
        config: Option<PathBuf>,
    },
    /// Print the JSON Schemas of the file formats.
    Schema {
        /// The format [default: all]
        #[arg(value_enum)]
        what: Option<FileKind>,
    },
    /// Print a token for the API, for the operator of this machine.
    #[command(after_help = "Examples:
  passerelle token --as officer
  passerelle token --as recruiter --organisation \"WZC De Linde\" --hours 8")]
    Token(TokenArguments),
    /// Check the audit log.
    Audit {
        /// The subcommand.
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Show background jobs, and give a dead one its attempts again.
    Jobs {
        /// The subcommand.
        #[command(subcommand)]
        command: JobsCommand,
    },
    /// Show how far each index, and what else follows the event log, has come.
    Followers,
    /// Compute a decision record again and compare the bytes.
    Replay {
        /// The record's identifier
        record: uuid::Uuid,
    },
}

/// The subcommands of `programme`.
#[derive(Debug, Subcommand)]
pub enum ProgrammeCommand {
    /// Set up a programme of a corridor.
    Create {
        /// Its code, by which commands name it
        code: String,
        /// Its corridor, by code [default: that of the settings, else the only one]
        #[arg(long, value_name = "CODE")]
        corridor: Option<String>,
        /// Its displayed name [default: that of the corridor]
        #[arg(long, value_name = "NAME")]
        label: Option<String>,
    },
    /// List the programmes with their corridors.
    List,
}

/// The subcommands of `audit`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum AuditCommand {
    /// Check that no entry was edited, removed, inserted or moved.
    Verify,
}

/// The subcommands of `jobs`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum JobsCommand {
    /// Count the jobs that wait, run and are dead, and list the dead ones with their last error.
    List,
    /// Give a dead job all its attempts again.
    Retry {
        /// The job's identifier
        job: uuid::Uuid,
    },
}

/// The content of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileKind {
    /// Candidates.
    Candidates,
    /// Vacancies.
    Vacancies,
    /// Decisions of authorities on titles of candidates.
    Decisions,
    /// The curriculum of a school.
    Curriculum,
    /// The transcript of a person.
    Transcript,
}

/// The arguments of `demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoArguments {
    /// The port of the server
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub port: u16,
    /// Number of invented candidates
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub people: usize,
    /// Number of invented vacancies
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = at_least_one)]
    pub vacancies: usize,
    /// The seed of the invented data
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Stop after printing, without serving
    #[arg(long)]
    pub once: bool,
    /// The language of the printed sentences
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub language: Language,
}

/// The arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The content of the file
    #[arg(value_enum)]
    pub what: FileKind,
    /// The file: CSV or JSON; for vacancies also JobPosting
    pub file: PathBuf,
    /// Only report what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// Change rows that are stored with other content, instead of refusing the file
    #[arg(long)]
    pub update: bool,
    /// For a curriculum or transcript: the school that teaches it, by name
    #[arg(long, value_name = "NAME", required_if_eq_any([("what", "curriculum"), ("what", "transcript")]))]
    pub school: Option<String>,
    /// For a curriculum or transcript: the year of enrolment for which it holds
    #[arg(long, value_name = "YEAR", required_if_eq_any([("what", "curriculum"), ("what", "transcript")]))]
    pub enrolled: Option<u16>,
    /// For a curriculum or transcript: its name at the school [default: the name of the file]
    #[arg(long, value_name = "NAME")]
    pub reference: Option<String>,
    /// For a transcript: the person, by their id in candidates files
    #[arg(long, value_name = "ID", required_if_eq("what", "transcript"))]
    pub candidate: Option<String>,
    /// A value for the empty cells of a column, as COLUMN=VALUE
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = assumption)]
    pub assume: Vec<Assumption>,
}

impl ImportArguments {
    /// The arguments for a file of candidates or vacancies, without options.
    pub fn of(what: FileKind, file: PathBuf) -> Self {
        Self {
            what,
            file,
            dry_run: false,
            update: false,
            school: None,
            enrolled: None,
            reference: None,
            candidate: None,
            assume: Vec::new(),
        }
    }
}

/// The subcommands of `export`.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// The candidates of the programme.
    #[command(after_help = "Examples:
  passerelle export candidates > people.csv
  passerelle export candidates --format json --with-personal-data > people.json")]
    Candidates {
        /// The format of the output
        #[arg(long, value_enum, default_value_t = CandidateFormat::Csv)]
        format: CandidateFormat,
        /// Include personal data: names, dates of birth, contacts
        #[arg(long)]
        with_personal_data: bool,
    },
    /// The vacancies of the programme.
    #[command(after_help = "Examples:
  passerelle export vacancies --format job-posting > postings.jsonl
  passerelle export vacancies --drafts > to-confirm.csv")]
    Vacancies {
        /// The format of the output
        #[arg(long, value_enum, default_value_t = VacancyFormat::Csv)]
        format: VacancyFormat,
        /// Only drafts, with the suggested title and region, to be checked, corrected and confirmed by
        /// `import vacancies FILE --update`
        #[arg(long)]
        drafts: bool,
    },
}

/// The output formats of candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CandidateFormat {
    /// Comma-separated values.
    Csv,
    /// An array of objects.
    Json,
}

/// The output formats of vacancies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VacancyFormat {
    /// Comma-separated values.
    Csv,
    /// An array of objects.
    Json,
    /// schema.org JobPosting, one per line.
    JobPosting,
}

/// The arguments of `token`.
#[derive(Debug, Args)]
pub struct TokenArguments {
    /// The role: candidate, recruiter, officer, certifier, registrar, programme-manager, auditor, administrator
    #[arg(long = "as", value_name = "ROLE")]
    pub role: access::Role,
    /// The organisation, by name or identifier
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// The candidate, by identifier
    #[arg(long, value_name = "ID")]
    pub candidate: Option<vocabulary::CandidateId>,
    /// For the installation as a whole instead of one programme: auditors and administrators
    #[arg(long, conflicts_with_all = ["programme", "organisation", "candidate"])]
    pub installation: bool,
    /// The validity in hours, at most 12
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub hours: i64,
}

/// The arguments of `rank`.
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
    /// The day of the ranking [default: today at the destination]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Number of listed candidates of each standing, and of listed near misses of each rule
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    /// The corridor, by code [default: that of the settings, else the only one]
    #[arg(long, value_name = "CODE")]
    pub corridor: Option<String>,
    /// Rank without courses and procedures
    #[arg(long)]
    pub without_plans: bool,
    /// Language courses that plans may use: a folder of TOML files [default: those of the configuration]
    #[arg(long, value_name = "FOLDER")]
    pub courses: Option<PathBuf>,
    /// A value for the empty cells of a column, as COLUMN=VALUE; `vacancies.` before the column for the other file
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = assumption)]
    pub assume: Vec<Assumption>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// The language of the table's sentences
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub language: Language,
    /// A folder whose files replace those of the built-in configuration [default: `config_folder` of the settings]
    #[arg(long, value_name = "FOLDER")]
    pub config: Option<PathBuf>,
}

/// The arguments of `assess`.
#[derive(Debug, Args)]
pub struct AssessArguments {
    /// Curricula or transcripts: CSV or JSON files, or folders of them
    #[arg(required = true, value_name = "CURRICULUM")]
    pub curricula: Vec<PathBuf>,
    /// A framework, repeatable [default: all of the destination that may apply]
    #[arg(long, value_name = "ID")]
    pub framework: Vec<String>,
    /// The day on which the training began, by which the versions of frameworks are proposed
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub began: Option<Date>,
    /// The day of the assessment [default: today at the destination]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// The corridor, whose destination decides which frameworks apply, by code [default: that of the settings, else the
    /// only one]
    #[arg(long, value_name = "CODE")]
    pub corridor: Option<String>,
    /// The options that `assess` and `compare` share.
    #[command(flatten)]
    pub options: TrainingOptions,
}

/// The arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Curricula: two or more CSV or JSON files, or folders of them
    #[arg(required = true, value_name = "CURRICULUM")]
    pub curricula: Vec<PathBuf>,
    /// The framework by which they are compared [default: the newest whose list of subjects is confirmed]
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// The options that `assess` and `compare` share.
    #[command(flatten)]
    pub options: TrainingOptions,
}

/// The options of `assess` and `compare`.
#[derive(Debug, Clone, Args)]
pub struct TrainingOptions {
    /// The length of the training in years [default: the highest year of a module]
    #[arg(long, value_name = "N")]
    pub years: Option<training_harmonisation::Years>,
    /// Years of general education before the training
    #[arg(long, value_name = "N")]
    pub schooling: Option<training_harmonisation::Years>,
    /// The kind of school: university (or of that level) or vocational
    #[arg(long, value_name = "KIND", default_value_t = SchoolKind::University)]
    pub school: SchoolKind,
    /// A value for the empty cells of a column, as COLUMN=VALUE
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = assumption)]
    pub assume: Vec<Assumption>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = TrainingFormat::Table)]
    pub format: TrainingFormat,
    /// The language of sentences
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub language: Language,
    /// A folder whose files replace those of the built-in configuration [default: `config_folder` of the settings]
    #[arg(long, value_name = "FOLDER")]
    pub config: Option<PathBuf>,
}

impl TrainingOptions {
    /// What the modules don't say of the training.
    pub fn terms(&self) -> AssessmentTerms {
        AssessmentTerms { years: self.years, schooling: self.schooling, school: self.school }
    }
}

/// The output formats of `assess` and `compare`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrainingFormat {
    /// Tables for reading.
    Table,
    /// JSON.
    Json,
}

/// The output formats of `rank`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for reading.
    Table,
    /// JSON.
    Json,
    /// One row per listed candidate.
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
    /// Whether it concerns the file of vacancies.
    pub of_vacancies: bool,
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

fn at_least_one(argument: &str) -> Result<usize, String> {
    match argument.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("expected a whole number, at least 1".to_owned()),
    }
}

fn date(argument: &str) -> Result<Date, String> {
    vocabulary::calendar::day(argument).map_err(|error| format!("expected {}", error.expected))
}

fn assumption(argument: &str) -> Result<Assumption, String> {
    let Some((column, value)) = argument.split_once('=') else {
        return Err("expected COLUMN=VALUE, like consent=yes or vacancies.single_permit=yes".to_owned());
    };
    let of_vacancies = column.strip_prefix("vacancies.");
    Ok(Assumption {
        of_vacancies: of_vacancies.is_some(),
        column: of_vacancies.unwrap_or(column).to_owned(),
        value: value.to_owned(),
    })
}
