//! Assessments and comparisons of training, as tables and JSON.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, Width};
use reference_data::{ReferenceData, TextKey, UsedKey};
use training_harmonisation::assessment::SubjectResult;
use training_harmonisation::comparison::{TaughtSubject, ToAdd};
use training_harmonisation::{
    Assessment, Comparison, Curriculum, Explainer, LadderPosition, Module, NoteCode, SubjectOutcome, Verdict,
};
use vocabulary::{Code, TextLanguage};

use crate::failure::Failure;
use crate::table::{align_numbers, new_dense_table, new_table};

/// Width of the column of subjects, in characters.
const SUBJECT: u16 = 64;

const RULE: TextKey = TextKey::new("assessment-rule", []);
const REQUIRED: TextKey = TextKey::new("assessment-required", []);
const FOUND: TextKey = TextKey::new("assessment-found", []);
const OUTCOME: TextKey = TextKey::new("assessment-outcome", []);
const SUBJECT_HEADING: TextKey = TextKey::new("assessment-subject", []);
const MODULES: TextKey = TextKey::new("assessment-modules", []);
const FACTORS: TextKey<1> = TextKey::new("assessment-factors", ["factors"]);
const FACTOR: TextKey<3> = TextKey::new("assessment-factor", ["unit", "minutes", "modules"]);
const TO_BE_CONFIRMED: TextKey = TextKey::new("assessment-to-be-confirmed", []);
const WITHOUT_SUGGESTION: TextKey<1> = TextKey::new("assessment-without-suggestion", ["modules"]);
const SAME_SUBJECTS: TextKey<1> = TextKey::new("assessment-same-subjects", ["framework"]);
const SUGGESTIONS: TextKey = TextKey::new("assessment-suggestions", []);
const REACHED: TextKey<1> = TextKey::new("assessment-reached", ["title"]);
const NONE_REACHED: TextKey = TextKey::new("assessment-none-reached", []);
const NEXT: TextKey<1> = TextKey::new("assessment-next", ["title"]);
const ADVICE: TextKey = TextKey::new("assessment-advice", []);
/// The notice that the curricula of a demonstration are invented.
pub const INVENTED_CURRICULA: TextKey = TextKey::new("notice-invented-curricula", []);
const COMPARED_SUBJECT: TextKey = TextKey::new("comparison-subjects", []);
const THEORY: TextKey = TextKey::new("comparison-theory", []);
const CLINICAL: TextKey = TextKey::new("comparison-clinical", []);
const SHARED: TextKey<1> = TextKey::new("comparison-shared", ["time"]);
const TO_ADD: TextKey<2> = TextKey::new("comparison-to-add", ["curriculum", "other"]);
const NOTHING_TO_ADD: TextKey = TextKey::new("comparison-nothing-to-add", []);
const ADD_RULE: TextKey<3> = TextKey::new("comparison-add-rule", ["rule", "short", "verify"]);
const ADD_SUBJECT: TextKey<2> = TextKey::new("comparison-add-subject", ["subject", "verify"]);
const COMMON: TextKey<1> = TextKey::new("comparison-common", ["count"]);
const ALONE: TextKey<2> = TextKey::new("comparison-alone", ["curriculum", "subjects"]);

/// The keys of the texts that these reports can use.
pub fn text_keys() -> Vec<UsedKey> {
    vec![
        RULE.used(),
        REQUIRED.used(),
        FOUND.used(),
        OUTCOME.used(),
        SUBJECT_HEADING.used(),
        MODULES.used(),
        FACTORS.used(),
        FACTOR.used(),
        TO_BE_CONFIRMED.used(),
        WITHOUT_SUGGESTION.used(),
        SAME_SUBJECTS.used(),
        SUGGESTIONS.used(),
        REACHED.used(),
        NONE_REACHED.used(),
        NEXT.used(),
        ADVICE.used(),
        INVENTED_CURRICULA.used(),
        COMPARED_SUBJECT.used(),
        THEORY.used(),
        CLINICAL.used(),
        SHARED.used(),
        TO_ADD.used(),
        NOTHING_TO_ADD.used(),
        ADD_RULE.used(),
        ADD_SUBJECT.used(),
        COMMON.used(),
        ALONE.used(),
    ]
}

/// An assessment as JSON for readers.
pub(crate) fn json(assessment: &Assessment) -> Result<Vec<u8>, Failure> {
    Ok(serde_json::to_vec_pretty(assessment)?)
}

/// Assessments as items of an array in JSON: one on each line, separated by commas.
pub(crate) fn json_lines(assessments: &[Assessment]) -> Result<Vec<u8>, Failure> {
    // About as long as the JSON of a curriculum of three years.
    let mut out = Vec::with_capacity(assessments.len() * 8192);
    for (position, assessment) in assessments.iter().enumerate() {
        if position > 0 {
            out.extend_from_slice(b",\n");
        }
        serde_json::to_writer(&mut out, assessment)?;
    }
    Ok(out)
}

/// Assessments and comparisons as tables in one language.
pub(crate) struct TrainingReport<'a> {
    reference: &'a ReferenceData,
    /// The titles of the corridor, lowest first.
    ladder: &'a [Code],
    language: TextLanguage,
    explainer: Explainer<'a>,
}

impl<'a> TrainingReport<'a> {
    /// The tables of a language; `ladder` has the titles of a corridor, lowest first.
    pub(crate) fn new(reference: &'a ReferenceData, ladder: &'a [Code], language: TextLanguage) -> Self {
        Self { reference, ladder, language, explainer: Explainer::new(reference, language) }
    }

    /// The words of the language.
    pub(crate) fn explainer(&self) -> &Explainer<'a> {
        &self.explainer
    }

    /// Writes the assessments of one curriculum: its place on the ladder of titles, a block for each framework, then
    /// questions and suggestions.
    pub(crate) fn write_assessments(
        &self,
        out: &mut impl Write,
        name: &str,
        curriculum: &Curriculum,
        assessments: &[Assessment],
    ) -> io::Result<()> {
        writeln!(out, "{name}")?;
        self.write_ladder(out, assessments)?;
        for (position, assessment) in assessments.iter().enumerate() {
            self.write_assessment(out, name, assessment, &assessments[..position])?;
        }
        self.write_questions(out, assessments)?;
        self.write_suggestions(out, assessments)?;
        self.write_without_suggestion(out, curriculum, assessments)?;
        writeln!(out, "{}\n", self.text(&ADVICE))
    }

    fn text(&self, key: &TextKey) -> String {
        self.reference.texts().format(self.language, key, [])
    }

    fn format<const N: usize>(&self, key: &TextKey<N>, values: [&str; N]) -> String {
        self.reference.texts().format(self.language, key, values)
    }

    fn title(&self, title: &Code) -> String {
        let entry = self.reference.titles().find(title.as_str());
        entry.map_or_else(|_| title.to_string(), |entry| entry.label.get(self.language).to_owned())
    }

    fn write_assessment(
        &self,
        out: &mut impl Write,
        name: &str,
        assessment: &Assessment,
        before: &[Assessment],
    ) -> io::Result<()> {
        let is_first = |code| matches!(code, NoteCode::FrameworkToBeConfirmed | NoteCode::SubjectsToBeConfirmed);
        let first: Vec<_> = assessment.notes.iter().filter(|note| is_first(note.code)).collect();
        let label = self.reference.frameworks().find(assessment.framework.as_str());
        let label = label.map(|framework| framework.label.get(self.language)).unwrap_or_default();
        let confirmed = if first.is_empty() { String::new() } else { format!(" · {}", self.text(&TO_BE_CONFIRMED)) };
        writeln!(out, "{name} · {label} ({}){confirmed}", assessment.framework)?;
        for note in first {
            writeln!(out, "! {}", note.text)?;
        }
        writeln!(out, "{} {}", verdict_symbol(assessment.verdict), self.explainer.verdict(assessment.verdict))?;
        let mut table = new_table();
        table.set_header([self.text(&RULE), self.text(&REQUIRED), self.text(&FOUND), self.text(&OUTCOME)]);
        for rule in &assessment.rules {
            table.add_row([
                self.explainer.rule(rule.code),
                rule.required.map(|required| self.explainer.quantity(required)).unwrap_or_default(),
                self.explainer.found(rule),
                self.explainer.rule_outcome(rule.outcome),
            ]);
        }
        align_numbers(&mut table, &[1, 2]);
        writeln!(out, "{table}")?;
        match before.iter().find(|other| !other.subjects.is_empty() && other.subjects == assessment.subjects) {
            Some(same) => writeln!(out, "{}", self.format(&SAME_SUBJECTS, [same.framework.as_str()]))?,
            None => self.write_subjects(out, &assessment.subjects)?,
        }
        for gap in &assessment.gaps {
            writeln!(out, "✗ {}", gap.text)?;
        }
        for note in assessment.notes.iter().filter(|note| !is_first(note.code) && !note.code.is_of_curriculum()) {
            writeln!(out, "? {}", note.text)?;
        }
        writeln!(out)
    }

    /// Writes the factors of units, and the notes that don't depend on the framework.
    fn write_questions(&self, out: &mut impl Write, assessments: &[Assessment]) -> io::Result<()> {
        let Some(assessment) = assessments.first() else { return Ok(()) };
        let factors: Vec<String> = assessment
            .factors
            .iter()
            .map(|factor| {
                let (unit, minutes) = (factor.unit.to_string(), factor.minutes.to_string());
                self.format(&FACTOR, [&unit, &minutes, &factor.modules.to_string()])
            })
            .collect();
        writeln!(out, "{}", self.format(&FACTORS, [&factors.join(", ")]))?;
        for note in assessment.notes.iter().filter(|note| note.code.is_of_curriculum()) {
            writeln!(out, "? {}", note.text)?;
        }
        writeln!(out)
    }

    fn write_subjects(&self, out: &mut impl Write, subjects: &[SubjectResult]) -> io::Result<()> {
        if subjects.iter().all(|subject| subject.outcome == SubjectOutcome::NotCompared) {
            return Ok(());
        }
        let mut table = new_dense_table();
        table.set_header([self.text(&SUBJECT_HEADING), self.text(&OUTCOME), self.text(&MODULES)]);
        for subject in subjects {
            table.add_row([
                self.explainer.subject(&subject.code),
                format!("{} {}", subject_symbol(subject.outcome), self.explainer.subject_outcome(subject.outcome)),
                subject.modules.iter().map(|module| module.as_str()).collect::<Vec<_>>().join(", "),
            ]);
        }
        if let Some(column) = table.column_mut(0) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(SUBJECT)));
        }
        writeln!(out, "{table}")
    }

    /// Writes the highest title of the ladder of which every assessed framework is met, and what is short for the next.
    fn write_ladder(&self, out: &mut impl Write, assessments: &[Assessment]) -> io::Result<()> {
        let LadderPosition { reached, next } = LadderPosition::new(self.ladder, assessments);
        match &reached {
            Some(title) => writeln!(out, "{}", self.format(&REACHED, [&self.title(title)]))?,
            None if next.is_none() => return Ok(()),
            None => writeln!(out, "{}", self.text(&NONE_REACHED))?,
        }
        let Some(next) = next else { return writeln!(out) };
        writeln!(out, "{}", self.format(&NEXT, [&self.title(&next)]))?;
        let open = |assessment: &&Assessment| assessment.title == next && assessment.verdict != Verdict::Meets;
        for assessment in assessments.iter().filter(open) {
            writeln!(out, "  {}: {}", assessment.framework, self.explainer.verdict(assessment.verdict))?;
            for gap in &assessment.gaps {
                writeln!(out, "    ✗ {}", gap.text)?;
            }
        }
        writeln!(out)
    }

    fn write_suggestions(&self, out: &mut impl Write, assessments: &[Assessment]) -> io::Result<()> {
        let longest = assessments.iter().max_by_key(|assessment| assessment.suggestions.len());
        let Some(assessment) = longest.filter(|assessment| !assessment.suggestions.is_empty()) else { return Ok(()) };
        writeln!(out, "{}", self.text(&SUGGESTIONS))?;
        let mut table = new_dense_table();
        table.set_header([self.text(&MODULES), self.text(&SUBJECT_HEADING), String::new(), String::new()]);
        for suggestion in &assessment.suggestions {
            table.add_row([
                suggestion.module.to_string(),
                suggestion.subject.to_string(),
                format!("“{}”", suggestion.words),
                format!("{:.2}", f64::from(suggestion.confidence.count()) / 1e6),
            ]);
        }
        writeln!(out, "{table}")
    }

    /// Writes the modules that are to be mapped and that nothing is suggested for.
    fn write_without_suggestion(
        &self,
        out: &mut impl Write,
        curriculum: &Curriculum,
        assessments: &[Assessment],
    ) -> io::Result<()> {
        let has_suggestion = |module: &Module| {
            let suggestions = assessments.iter().flat_map(|assessment| &assessment.suggestions);
            suggestions.into_iter().any(|suggestion| suggestion.module == module.code)
        };
        let open = curriculum.modules.iter().filter(|module| module.subjects.is_none() && !has_suggestion(module));
        let codes: Vec<&str> = open.map(|module| module.code.as_str()).collect();
        if codes.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.format(&WITHOUT_SUGGESTION, [&codes.join(", ")]))
    }

    /// Writes a comparison: hours by subject, what is common, and what each would have to add.
    pub(crate) fn write_comparison(&self, out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
        for note in &comparison.notes {
            writeln!(out, "! {}", note.text)?;
        }
        let label = self.reference.frameworks().find(comparison.framework.as_str());
        let label = label.map(|framework| framework.label.get(self.language)).unwrap_or_default();
        writeln!(out, "{label} ({})", comparison.framework)?;
        let mut table = new_dense_table();
        let names = comparison.curricula.iter().map(|totals| totals.curriculum.clone());
        table.set_header([self.text(&COMPARED_SUBJECT)].into_iter().chain(names));
        let verdicts = comparison
            .curricula
            .iter()
            .map(|totals| format!("{} {}", verdict_symbol(totals.verdict), self.explainer.verdict(totals.verdict)));
        table.add_row([String::new()].into_iter().chain(verdicts));
        let time = |bounded: &training_harmonisation::comparison::BoundedTime| {
            let time = self.explainer.time(bounded.minutes);
            if bounded.at_least { format!("≥ {time}") } else { time }
        };
        let theory = comparison.curricula.iter().map(|totals| time(&totals.theory));
        table.add_row([self.text(&THEORY)].into_iter().chain(theory));
        let clinical = comparison.curricula.iter().map(|totals| time(&totals.clinical));
        table.add_row([self.text(&CLINICAL)].into_iter().chain(clinical));
        for subject in &comparison.subjects {
            let cells = subject.taught.iter().map(|taught| self.taught(taught));
            table.add_row([self.explainer.subject(&subject.code)].into_iter().chain(cells));
        }
        if let Some(column) = table.column_mut(0) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(SUBJECT)));
        }
        writeln!(out, "{table}")?;
        writeln!(out, "{}", self.format(&COMMON, [&comparison.common.len().to_string()]))?;
        for (totals, alone) in
            comparison.curricula.iter().zip(&comparison.alone).filter(|(_, alone)| !alone.is_empty())
        {
            let subjects: Vec<String> = alone.iter().map(|code| self.explainer.subject(code)).collect();
            writeln!(out, "{}", self.format(&ALONE, [&totals.curriculum, &subjects.join("; ")]))?;
        }
        for to_add in &comparison.to_add {
            self.write_to_add(out, to_add)?;
        }
        writeln!(out, "\n{}", self.text(&ADVICE))
    }

    fn taught(&self, taught: &TaughtSubject) -> String {
        let symbol = subject_symbol(taught.outcome);
        if taught.outcome != SubjectOutcome::Covered {
            return format!("{symbol} {}", self.explainer.subject_outcome(taught.outcome));
        }
        let time = self.explainer.time(taught.minutes);
        let is_shared = taught.shared > training_harmonisation::StudyTime::ZERO;
        let time = if is_shared { self.format(&SHARED, [&time]) } else { time };
        format!("{symbol} {time}")
    }

    fn write_to_add(&self, out: &mut impl Write, to_add: &ToAdd) -> io::Result<()> {
        writeln!(out, "\n{}", self.format(&TO_ADD, [&to_add.curriculum, &to_add.to_reach]))?;
        let verify = |to_verify: bool| if to_verify { "yes" } else { "" };
        for rule in &to_add.rules {
            let short = rule.short.map(|short| self.explainer.quantity(short)).unwrap_or_default();
            let name = self.explainer.rule(rule.code);
            writeln!(out, "  ✗ {}", self.format(&ADD_RULE, [&name, &short, verify(rule.to_verify)]))?;
        }
        let missing = to_add.subjects.iter().map(|code| (code, false));
        let open = to_add.subjects_to_verify.iter().map(|code| (code, true));
        for (code, to_verify) in missing.chain(open) {
            let subject = self.explainer.subject(code);
            writeln!(out, "  ✗ {}", self.format(&ADD_SUBJECT, [&subject, verify(to_verify)]))?;
        }
        if to_add.rules.is_empty() && to_add.subjects.is_empty() && to_add.subjects_to_verify.is_empty() {
            writeln!(out, "  {}", self.text(&NOTHING_TO_ADD))?;
        }
        Ok(())
    }
}

/// The symbol of a verdict, so that it never depends on colour alone.
fn verdict_symbol(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Meets => "●",
        Verdict::Gaps => "✗",
        Verdict::Undetermined => "○",
    }
}

/// The symbol of a subject's outcome.
fn subject_symbol(outcome: SubjectOutcome) -> &'static str {
    match outcome {
        SubjectOutcome::Covered => "●",
        SubjectOutcome::Missing => "✗",
        SubjectOutcome::Unmapped => "○",
        SubjectOutcome::NotCompared => "–",
    }
}
