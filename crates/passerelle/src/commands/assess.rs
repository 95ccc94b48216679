//! `passerelle assess`: compares curricula of files with frameworks of law, without a database.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use reference_data::{Frameworks, ReferenceData};
use sheets::Sheet;
use training_harmonisation::{
    Assessment, AssessmentTerms, COLUMNS, ConfirmedTitles, Curriculum, ProposedFramework, SubjectSuggester,
    assess_curriculum, choose_frameworks,
};
use vocabulary::TextLanguage;

use crate::command_line::{AssessArguments, Assumption, TrainingFormat};
use crate::failure::{CommandResult, Failure};
use crate::input_file::{assume, files_in, read_file};
use crate::training_report;

/// The number of files that are in memory at once.
const CHUNK: usize = 512;

/// Compares the curricula of files with frameworks and writes the result to standard output.
pub fn run(arguments: &AssessArguments) -> CommandResult {
    let reference = ReferenceData::load(arguments.config.as_deref())?;
    let files = files_in(&arguments.curricula)?;
    let as_of = arguments.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
    let (frameworks, destination) = (reference.frameworks(), &reference.first_corridor().destination);
    let proposed = choose_frameworks(frameworks, &arguments.framework, destination, arguments.began, as_of)
        .map_err(|error| Failure::message(format!("--framework {error}")))?;
    let assessor = Assessor {
        suggester: SubjectSuggester::new(&reference),
        proposed,
        terms: arguments.terms.into(),
        language: arguments.language.into(),
        reference: &reference,
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let names = file_names(&files);
    let is_single = files.len() == 1 && assessor.proposed.len() == 1;
    let mut separator = if is_single { "" } else { "[\n" };
    for (files, names) in files.chunks(CHUNK).zip(names.chunks(CHUNK)) {
        let results: Vec<Result<Vec<u8>, Failure>> = files
            .par_iter()
            .zip(names)
            .map(|(file, name)| {
                let curriculum = read_curriculum(file, &arguments.assume, reference.frameworks())?;
                let assessments = assessor.assess(&curriculum);
                match arguments.format {
                    TrainingFormat::Table => assessor.table(name, &assessments),
                    TrainingFormat::Json if is_single => training_report::json(None, &assessments),
                    TrainingFormat::Json => training_report::json(Some(name), &assessments),
                }
            })
            .collect();
        for text in all_or_problems(results)? {
            if arguments.format == TrainingFormat::Json {
                out.write_all(separator.as_bytes()).map_err(Failure::Output)?;
                separator = ",\n";
            }
            out.write_all(&text).map_err(Failure::Output)?;
        }
    }
    if arguments.format == TrainingFormat::Json {
        out.write_all(if is_single { b"\n" } else { b"\n]\n" }).map_err(Failure::Output)?;
    }
    out.flush().map_err(Failure::Output)
}

/// Reads the curriculum of a file.
///
/// # Errors
/// With every problem of the file.
pub(crate) fn read_curriculum(
    file: &Path,
    assumptions: &[Assumption],
    frameworks: &Frameworks,
) -> Result<Curriculum, Failure> {
    let bytes = read_file(file)?;
    let mut sheet = Sheet::read(&file.display().to_string(), &bytes, COLUMNS)?;
    assume(&mut sheet, assumptions)?;
    Ok(Curriculum::parse(&sheet, frameworks)?)
}

/// The names of files, with their folders where two files have the same name.
pub(crate) fn file_names(files: &[PathBuf]) -> Vec<String> {
    let mut counts = std::collections::HashMap::new();
    for file in files {
        *counts.entry(file.file_name()).or_insert(0_usize) += 1;
    }
    let name = |file: &PathBuf| match file.file_name() {
        Some(name) if counts.get(&Some(name)) == Some(&1) => name.to_string_lossy().into_owned(),
        _ => file.display().to_string(),
    };
    files.iter().map(name).collect()
}

/// All values, or the problems of all files.
pub(crate) fn all_or_problems<T>(results: Vec<Result<T, Failure>>) -> Result<Vec<T>, Failure> {
    let (mut values, mut problems) = (Vec::with_capacity(results.len()), Vec::new());
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(failure) => problems.push(failure),
        }
    }
    match problems.len() {
        0 => Ok(values),
        1 => Err(problems.remove(0)),
        _ => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(Failure::message(lines.join("\n")))
        }
    }
}

/// Compares curricula with the same frameworks.
struct Assessor<'a> {
    reference: &'a ReferenceData,
    suggester: SubjectSuggester,
    proposed: Vec<ProposedFramework<'a>>,
    terms: AssessmentTerms,
    language: TextLanguage,
}

impl Assessor<'_> {
    fn assess(&self, curriculum: &Curriculum) -> Vec<Assessment> {
        let confirmed = ConfirmedTitles::default();
        let assessments = assess_curriculum(curriculum, &self.proposed, &self.terms, &self.suggester, &confirmed);
        assessments.into_iter().map(|assessment| assessment.explained(self.reference, self.language)).collect()
    }

    fn table(&self, name: &str, assessments: &[Assessment]) -> Result<Vec<u8>, Failure> {
        let mut out = Vec::new();
        let written = training_report::write_assessments(&mut out, name, assessments, self.reference, self.language);
        written.map_err(Failure::Output)?;
        Ok(out)
    }
}
