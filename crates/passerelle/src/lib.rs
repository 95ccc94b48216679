//! The program: command line, configuration, wiring, background work, demonstration.

pub mod command_line;
pub mod commands;
pub mod demo;
pub mod failure;
pub mod installation;
pub mod progress;
pub mod ranking_report;
pub mod settings;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use command_line::{AuditCommand, Command, CommandLine};
use commands::{check_config, export, import, maintain, rank, schema, serve, token};
use failure::{CommandResult, Failure};
use installation::Installation;
use settings::Settings;

/// Runs the program as its command line says. 0: done; 1: the task failed; 2: wrong use.
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    match act(&line) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the answer has read enough, as `head` does.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            notice(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn act(line: &CommandLine) -> CommandResult {
    let settings = || Settings::read(line.settings.as_deref());
    let open = || Installation::open(settings()?);
    let existing = || Installation::open_existing(settings()?);
    match &line.command {
        Command::Rank(arguments) => rank::run(arguments),
        Command::Demo(arguments) => demo::run(arguments, settings()?),
        Command::Import(arguments) if arguments.dry_run => {
            import::run(&Installation::open_to_try(settings()?)?, arguments)
        }
        Command::Import(arguments) => import::run(&open()?, arguments),
        Command::Export(what) => export::run(&existing()?, what),
        Command::Serve => serve::run(open()?),
        Command::Migrate => maintain::migrate(&settings()?),
        Command::Reindex => maintain::reindex(&existing()?),
        Command::CheckConfig { config } => check_config::run(settings(), config.as_deref()),
        Command::Schema { what } => schema::run(*what),
        Command::Token(arguments) => token::run(&open()?, arguments),
        Command::Audit { act: AuditCommand::Verify } => maintain::verify(&existing()?),
        Command::Replay { record } => maintain::replay(&existing()?, *record),
    }
}

/// A line of the answer, on standard output.
pub(crate) fn answer(line: &str) -> CommandResult {
    writeln!(io::stdout().lock(), "{line}").map_err(Failure::Output)
}

/// A line for people on standard error; answers go to standard output.
pub(crate) fn notice(line: &str) {
    // Nobody may be reading any more: then there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
