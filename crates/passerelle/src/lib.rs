//! The program: command line, configuration, wiring, background work, demonstration.

pub mod command_line;
pub mod conversions;
pub mod demo;
pub mod failure;
pub mod file_ranking;
pub mod told;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use command_line::{Command, CommandLine};
use failure::{Done, Failure};

/// Runs the program as its command line says. 0: done; 1: the task failed; 2: wrong use.
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    match act(&line.command) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the answer has read enough, as `head` does.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            notice(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn act(command: &Command) -> Done {
    match command {
        Command::Rank(arguments) => file_ranking::run(arguments),
    }
}

/// A line for people on standard error; answers go to standard output.
pub(crate) fn notice(line: &str) {
    // Nobody may be reading any more: then there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
