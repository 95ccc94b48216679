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
use vocabulary::Clock;

use crate::command_line::{AssessArguments, Assumption, TrainingFormat};
use crate::failure::{CommandResult, Failure};
use crate::input_file::{assume, files_in, read_file};
use crate::installation::corridor;
use crate::settings::Settings;
use crate::training_report::{self, TrainingReport};

/// The number of files whose results are in memory at once.
const CHUNK: usize = 256;

/// The bytes that are written at once.
const BUFFER: usize = 1 << 20;

/// Compares the curricula of files with frameworks and writes the result to standard output.
pub fn run(arguments: &AssessArguments, settings: &Settings, clock: &Clock) -> CommandResult {
    let folder = arguments.options.config.as_deref().or(settings.config_folder.as_deref());
    let reference = ReferenceData::load(folder)?;
    let files = files_in(&arguments.curricula)?;
    let corridor = corridor(&reference, arguments.corridor.as_deref(), settings)?;
    let as_of = arguments.as_of.unwrap_or_else(|| corridor.today(clock));
    let (frameworks, destination) = (reference.frameworks(), &corridor.destination);
    let proposed = choose_frameworks(frameworks, &arguments.framework, destination, arguments.began, as_of)
        .map_err(|error| Failure::message(format!("--framework {error}")))?;
    if proposed.is_empty() {
        return Err(Failure::message(format!("no framework of {destination} was in force on {as_of}")));
    }
    let ladder = corridor.ladder_of(proposed[0].framework.title.as_str(), as_of);
    let assessor = Assessor {
        suggester: SubjectSuggester::new(&reference),
        report: TrainingReport::new(&reference, ladder, arguments.options.language.into()),
        proposed,
        terms: arguments.options.terms(),
    };
    let assessor = assessor.explain_frameworks();
    // All files are read before the first result is written: a problem in any of them refuses all.
    let curricula = files.par_iter().map(|file| read_curriculum(file, &arguments.options.assume, frameworks));
    let curricula = all_or_problems(curricula.collect())?;
    let names = file_names(&files);
    let is_single = files.len() == 1 && assessor.proposed.len() == 1;
    let assess = |(curriculum, name): (&Curriculum, &String)| {
        let assessments = assessor.assess(curriculum);
        match arguments.options.format {
            TrainingFormat::Table => assessor.table(name, curriculum, &assessments),
            TrainingFormat::Json if is_single => training_report::json(&assessments[0]),
            TrainingFormat::Json => {
                let named: Vec<Assessment> = assessments.into_iter().map(|one| one.named(name)).collect();
                training_report::json_lines(&named)
            }
        }
    };
    let texts_of = |chunk: (&[Curriculum], &[String])| -> Result<Vec<Vec<u8>>, Failure> {
        chunk.0.par_iter().zip(chunk.1).map(assess).collect()
    };
    let separator: &[u8] = match arguments.options.format {
        TrainingFormat::Table => b"",
        TrainingFormat::Json => b",\n",
    };
    let (begin, end): (&[u8], &[u8]) = match arguments.options.format {
        TrainingFormat::Table => (b"", b""),
        TrainingFormat::Json if is_single => (b"", b"\n"),
        TrainingFormat::Json => (b"[\n", b"\n]\n"),
    };
    let mut chunks = curricula.chunks(CHUNK).zip(names.chunks(CHUNK));
    let mut texts = chunks.next().map(texts_of).transpose()?.unwrap_or_default();
    let mut out = io::BufWriter::with_capacity(BUFFER, io::stdout());
    out.write_all(begin).map_err(Failure::Output)?;
    loop {
        // The next files are assessed while these are written.
        let next = chunks.next();
        let (next, written) =
            rayon::join(|| next.map(texts_of).transpose(), || write_separated(&mut out, &texts, separator));
        written.map_err(Failure::Output)?;
        let Some(next) = next? else { break };
        out.write_all(separator).map_err(Failure::Output)?;
        texts = next;
    }
    out.write_all(end).map_err(Failure::Output)?;
    out.flush().map_err(Failure::Output)
}

fn write_separated(out: &mut impl Write, texts: &[Vec<u8>], separator: &[u8]) -> io::Result<()> {
    for (position, text) in texts.iter().enumerate() {
        if position > 0 {
            out.write_all(separator)?;
        }
        out.write_all(text)?;
    }
    Ok(())
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
    report: TrainingReport<'a>,
    suggester: SubjectSuggester,
    proposed: Vec<ProposedFramework<'a>>,
    terms: AssessmentTerms,
}

impl Assessor<'_> {
    /// Puts the notes of the frameworks into words, once for all curricula.
    fn explain_frameworks(mut self) -> Self {
        for framework in &mut self.proposed {
            self.report.explainer().explain_notes(&mut framework.notes);
        }
        self
    }

    fn assess(&self, curriculum: &Curriculum) -> Vec<Assessment> {
        let confirmed = ConfirmedTitles::default();
        let explainer = self.report.explainer();
        assess_curriculum(curriculum, &self.proposed, &self.terms, &self.suggester, &confirmed, explainer)
    }

    fn table(&self, name: &str, curriculum: &Curriculum, assessments: &[Assessment]) -> Result<Vec<u8>, Failure> {
        let mut out = Vec::new();
        let written = self.report.write_assessments(&mut out, name, curriculum, assessments);
        written.map_err(Failure::Output)?;
        Ok(out)
    }
}
