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
    /// Find candidates by name, e-mail address or reference.
    #[command(
        subcommand,
        after_help = "Examples:
  passerelle candidate find el amrani
  passerelle candidate find C-2027-0"
    )]
    Candidate(CandidateCommand),
    /// Add organisations of a programme, list them and show one.
    #[command(
        subcommand,
        after_help = "Examples:
  passerelle organisation create \"WZC De Linde\" --kind employer --number 0403.170.701
  passerelle organisation list --kind school
  passerelle organisation list linde
  passerelle organisation show \"WZC De Linde\""
    )]
    Organisation(OrganisationCommand),
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
    /// Verify and read the audit log, sign checkpoints of it.
    #[command(after_help = "Examples:
  passerelle audit verify
  passerelle audit verify --checkpoint kept/checkpoints --key kept/passerelle.key
  passerelle audit list --action read-personal-data --from 2027-01-01
  passerelle audit key show")]
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

/// The subcommands of `candidate`.
#[derive(Debug, Subcommand)]
pub enum CandidateCommand {
    /// Find candidates. The search is noted in the audit log, and so is each candidate that is found.
    Find {
        /// Words with which words of the name begin; the beginning of a reference; or an e-mail address
        #[arg(required = true)]
        words: Vec<String>,
    },
}

/// The subcommands of `organisation`.
#[derive(Debug, Subcommand)]
pub enum OrganisationCommand {
    /// Add an organisation.
    Create {
        /// Its name, unique among the organisations of its kind in the programme
        name: String,
        /// Its kind: employer, agency or school
        #[arg(long, value_name = "KIND")]
        kind: access::OrganisationKind,
        /// Its number in the register of enterprises of its country
        #[arg(long, value_name = "NUMBER")]
        number: Option<vocabulary::EnterpriseNumber>,
    },
    /// List organisations, in the order in which they were added.
    List {
        /// Only those whose name has words that begin so
        words: Vec<String>,
        /// Only those of this kind: employer, agency or school
        #[arg(long, value_name = "KIND")]
        kind: Option<access::OrganisationKind>,
        /// Only those with this number in the register
        #[arg(long, value_name = "NUMBER")]
        number: Option<vocabulary::EnterpriseNumber>,
    },
    /// Show one organisation.
    Show {
        /// The organisation, by name or identifier
        organisation: String,
    },
}

/// The subcommands of `audit`.
#[derive(Debug, Clone, Subcommand)]
pub enum AuditCommand {
    /// Check that the audit log, the events and the decision records are what was written. Only reads, also from a copy.
    Verify(VerifyArguments),
    /// List audit entries, the oldest first.
    List(AuditListArguments),
    /// Sign a checkpoint of the log and write it to the folder of checkpoints.
    Checkpoint(CheckpointArguments),
    /// The keys that sign checkpoints.
    Key {
        /// The subcommand.
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Erase the details of an entry; who, when and what it was about stays, and the log stays whole.
    Erase {
        /// The position of the entry
        position: i64,
    },
}

/// The arguments of `audit verify`.
#[derive(Debug, Clone, Default, Args)]
pub struct VerifyArguments {
    /// A checkpoint that was kept elsewhere, or a folder of them; repeatable
    #[arg(long, value_name = "FILE", requires = "key")]
    pub checkpoint: Vec<PathBuf>,
    /// A file with pinned verifier keys, one a line, as `audit key show` printed them; repeatable
    #[arg(long, value_name = "FILE", requires = "checkpoint")]
    pub key: Vec<PathBuf>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// The arguments of `audit list`.
#[derive(Debug, Clone, Args)]
pub struct AuditListArguments {
    /// Only entries of this actor
    #[arg(long, value_name = "ID")]
    pub actor: Option<String>,
    /// Only entries of this action, such as `read-personal-data`
    #[arg(long, value_name = "ACTION")]
    pub action: Option<String>,
    /// Only entries of actors in this role
    #[arg(long, value_name = "ROLE")]
    pub role: Option<access::Role>,
    /// Only entries on this subject: a candidate, a vacancy, …
    #[arg(long, value_name = "ID")]
    pub subject: Option<uuid::Uuid>,
    /// Only entries from this day on, in UTC
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// Only entries until this day, included, in UTC
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub until: Option<Date>,
    /// Only entries after this position
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub after: i64,
    /// Number of listed entries, at most 10,000
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    /// The format of the output; JSON is one entry a line
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// The arguments of `audit checkpoint`.
#[derive(Debug, Clone, Args)]
pub struct CheckpointArguments {
    /// A copy of the checkpoint goes to this file too
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Instead of signing, add the signatures of this file, such as those of witnesses, to the checkpoint in the folder
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    pub add: Option<PathBuf>,
    /// After an older backup was put back: set aside the checkpoints that were signed for the log that is lost, and begin
    /// anew. Whoever keeps checkpoints must be told; the audit log says when it was done
    #[arg(long, conflicts_with = "add")]
    pub restart: bool,
}

/// The subcommands of `audit key`.
#[derive(Debug, Clone, Subcommand)]
pub enum KeyCommand {
    /// Make a key that signs checkpoints, in a file that only its owner can read.
    Create {
        /// The file [default: the first of `audit.keys` of the settings, else `audit-key` in the data folder]
        file: Option<PathBuf>,
        /// The name of the key [default: the name of the log]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Print the verifier keys, to be pinned by those who keep checkpoints.
    Show,
}

/// The output formats of reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For reading.
    #[default]
    Text,
    /// JSON.
    Json,
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
    /// For candidates: the organisation that registers them, to which their ids belong; for vacancies: the employer of those
    /// that name none; for a transcript: that of the person, where several have the id; by name or identifier
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
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
            organisation: None,
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
        /// Only those whom this organisation registered, by name or identifier: ids belong to an organisation
        #[arg(long, value_name = "NAME")]
        organisation: Option<String>,
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
    /// For the installation as a whole instead of one programme: auditors and administrators. Verifying the audit log needs
    /// such a token
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
    /// Only vacancies of this employer, by the name in the file: ids belong to an employer
    #[arg(long, value_name = "NAME")]
    pub employer: Option<String>,
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
