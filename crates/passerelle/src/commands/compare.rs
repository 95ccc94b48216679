//! `passerelle compare`: curricula of files side by side, without a database.

use std::io::{self, Write};

use reference_data::ReferenceData;
use training_harmonisation::{ComparedCurriculum, Comparison};

use crate::command_line::{CompareArguments, TrainingFormat};
use crate::commands::assess::{all_or_problems, file_names, read_curriculum};
use crate::failure::{CommandResult, Failure};
use crate::input_file::files_in;
use crate::settings::Settings;
use crate::training_report::TrainingReport;

/// Compares the curricula of files and writes the result to standard output.
pub fn run(arguments: &CompareArguments, settings: &Settings) -> CommandResult {
    let folder = arguments.options.config.as_deref().or(settings.config_folder.as_deref());
    let reference = ReferenceData::load(folder)?;
    let files = files_in(&arguments.curricula)?;
    if files.len() < 2 {
        return Err(Failure::message("a comparison needs two curricula or more"));
    }
    let framework = match arguments.framework.as_deref() {
        Some(asked) => reference.frameworks().find(asked),
        None => reference.frameworks().newest_compared(),
    };
    let framework = framework.map_err(|error| Failure::message(format!("--framework {error}")))?;
    let read = files.iter().map(|file| read_curriculum(file, &arguments.options.assume, reference.frameworks()));
    let curricula = all_or_problems(read.collect())?;
    let names = file_names(&files);
    let compared: Vec<ComparedCurriculum<'_>> = names
        .iter()
        .zip(&curricula)
        .map(|(name, curriculum)| ComparedCurriculum { name, curriculum, terms: arguments.options.terms() })
        .collect();
    let report = TrainingReport::new(&reference, &[], arguments.options.language.into());
    let comparison = Comparison::new(&compared, framework, reference.frameworks().subjects());
    let comparison = comparison.explained(report.explainer());
    let mut out = io::BufWriter::new(io::stdout().lock());
    match arguments.options.format {
        TrainingFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &comparison)?;
            writeln!(out).map_err(Failure::Output)?;
        }
        TrainingFormat::Table => {
            report.write_comparison(&mut out, &comparison).map_err(Failure::Output)?;
        }
    }
    out.flush().map_err(Failure::Output)
}
