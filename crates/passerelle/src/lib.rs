//! The program: the command line and what it runs.
//!
//! | module | contents |
//! |---|---|
//! | [`command_line`] | subcommands, arguments and their help |
//! | [`commands`] | one module for each subcommand |
//! | [`demo`] | `passerelle demo`, with its invented data |
//! | [`installation`], [`settings`] | settings, and the configuration, database and index that they name |
//! | [`input_file`] | files named on the command line |
//! | [`ranking_report`] | rankings as tables and CSV |
//! | [`training_report`] | assessments and comparisons of training as tables and JSON |
//! | [`failure`], [`progress`] | errors of commands, progress bars |

pub mod command_line;
pub mod commands;
pub mod demo;
pub mod failure;
pub mod input_file;
pub mod installation;
pub mod progress;
pub mod ranking_report;
pub mod settings;
pub mod training_report;

mod private_files;
mod table;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use command_line::{AuditCommand, Command, CommandLine};
use commands::{
    assess, audit, audit_verify, candidate, check_config, compare, export, followers, import, jobs, migrate,
    organisation, programme, rank, reindex, replay, schema, serve, token,
};
use failure::{CommandResult, Failure};
use installation::Installation;
use settings::Settings;
use vocabulary::Clock;

/// Runs the program with the arguments of the process. Exit codes: 0 done, 1 failed, 2 wrong arguments.
pub fn run() -> ExitCode {
    private_files::set_mask();
    let line = CommandLine::parse();
    match run_command(&line, &Clock::system()) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of standard output has closed it, as `head` does.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            notice(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run_command(line: &CommandLine, clock: &Clock) -> CommandResult {
    let settings = || Settings::read(line.settings.as_deref());
    let named = |installation: Installation| installation.with_programme(line.programme.clone());
    let open = || Installation::open(settings()?, clock.clone()).map(named);
    let existing = || Installation::open_existing(settings()?, clock.clone()).map(named);
    match &line.command {
        Command::Rank(arguments) => rank::run(arguments, &settings()?, clock),
        Command::Assess(arguments) => assess::run(arguments, &settings()?, clock),
        Command::Compare(arguments) => compare::run(arguments, &settings()?),
        Command::Demo(arguments) => demo::run(arguments, settings()?, clock),
        Command::Import(arguments) if arguments.dry_run => {
            import::run(&named(Installation::open_to_try(settings()?, clock.clone())?), arguments)
        }
        Command::Import(arguments) => import::run(&open()?, arguments),
        Command::Export(what) => export::run(&existing()?, what),
        Command::Programme(command) => programme::run(&open()?, command),
        Command::Candidate(command) => candidate::run(&existing()?, command),
        Command::Organisation(command) => organisation::run(&open()?, command),
        Command::Serve => serve::run(open()?),
        Command::Migrate => migrate::run(&settings()?, clock.clone()),
        Command::Reindex => reindex::run(&existing()?),
        Command::CheckConfig { config } => check_config::run(settings(), config.as_deref()),
        Command::Schema { what } => schema::run(*what),
        Command::Token(arguments) => token::run(&open()?, arguments),
        Command::Audit { command } => match command {
            AuditCommand::Verify(arguments) => audit_verify::run(arguments, &settings()?, clock.clone()),
            AuditCommand::List(arguments) => audit::list(&existing()?, arguments),
            AuditCommand::Checkpoint(arguments) => audit::checkpoint(&existing()?, arguments),
            AuditCommand::Key { command } => audit::key(&existing()?, command),
            AuditCommand::Erase { position } => audit::erase(&existing()?, *position),
        },
        Command::Jobs { command } => jobs::run(&existing()?, *command),
        Command::Followers => followers::run(&existing()?),
        Command::Replay { record } => replay::run(&existing()?, *record),
    }
}

/// Prints a line of output to standard output.
pub(crate) fn answer(line: &str) -> CommandResult {
    writeln!(io::stdout().lock(), "{line}").map_err(Failure::Output)
}

/// Prints a line to standard error: notices and errors.
pub(crate) fn notice(line: &str) {
    // Standard error may be closed; there is no other place to report that.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
