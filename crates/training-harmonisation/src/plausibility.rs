//! Questions about a curriculum that don't depend on a framework: totals that don't add up, years that are too
//! long, amounts that may have been counted twice.

use std::collections::BTreeMap;

use reference_data::{Frameworks, TrainingPart};
use vocabulary::Code;

use crate::curriculum::{Curriculum, KnownTime, Module, StatedTotal};
use crate::note::{Note, NoteCode};
use crate::study_time::{Amount, StudyTime, StudyUnit};
use crate::subject_suggester::SubjectSuggester;

/// The hours of 52 weeks of 40 hours. A year of study with more is asked about: perhaps periods of 45 minutes were read
/// as hours.
const WORKING_YEAR: u32 = 2_080;

/// The number of modules above which a file is asked about: perhaps it holds several curricula.
const MANY_MODULES: usize = 500;

/// The modules that a question names; of more it says that there are.
const NAMED: usize = 12;

/// An amount of a module or of a stated total, by its column.
type AmountColumn = (&'static str, fn(&Module) -> Option<Amount>, fn(&StatedTotal) -> Option<Amount>);

const AMOUNTS: [AmountColumn; 3] = [
    ("theory", |module| module.theory, |total| total.theory),
    ("clinical", |module| module.clinical, |total| total.clinical),
    ("other", |module| module.other, |total| total.other),
];

/// The questions that a curriculum raises, in the order of the kinds of notes.
pub fn questions(curriculum: &Curriculum, suggester: &SubjectSuggester, frameworks: &Frameworks) -> Vec<Note> {
    let mut notes: Vec<Note> = curriculum.totals.iter().flat_map(|total| compare_total(curriculum, total)).collect();
    notes.extend(long_years(curriculum));
    for module in &curriculum.modules {
        notes.extend(module_question(module, suggester));
        notes.extend(subjects_without_hours(module, frameworks));
    }
    notes.extend(credits_only(curriculum));
    notes.extend(unknown_amounts(curriculum));
    let other: StudyTime = curriculum.modules.iter().filter_map(|module| Some(module.unit.time(module.other?))).sum();
    if other > StudyTime::ZERO {
        notes.push(Note::new(NoteCode::OtherNotCounted).with_found(other));
    }
    if curriculum.modules.len() > MANY_MODULES {
        notes.push(Note::new(NoteCode::ManyModules).with_found(curriculum.modules.len()));
    }
    notes.sort_by_key(|note| note.code);
    notes
}

fn compare_total(curriculum: &Curriculum, total: &StatedTotal) -> Vec<Note> {
    // A module whose year isn't known may belong to any year.
    let may_belong = |module: &&Module| total.year.is_none() || module.year.is_none() || module.year == total.year;
    let modules = || curriculum.modules.iter().filter(may_belong);
    let compare = |(column, of_module, of_total): &AmountColumn| {
        let stated = total.unit.time(of_total(total)?);
        let mut sum = KnownTime::default();
        for module in modules() {
            let belongs = total.year.is_none() || module.year == total.year;
            sum.add(of_module(module).filter(|_| belongs).map(|amount| module.unit.time(amount)));
        }
        // Nothing stated in the rows is common for self-study and is no contradiction.
        let code = match (sum.is_complete(), stated.cmp(&sum.time)) {
            (_, std::cmp::Ordering::Equal) => return None,
            (false, std::cmp::Ordering::Greater) => NoteCode::TotalAboveKnown,
            _ => NoteCode::TotalDiffers,
        };
        Some(Note::new(code).at(total.row, column).of_year(total.year).with_found(sum.time).with_expected(stated))
    };
    AMOUNTS.iter().filter_map(compare).collect()
}

fn long_years(curriculum: &Curriculum) -> Vec<Note> {
    let mut years: BTreeMap<u8, StudyTime> = BTreeMap::new();
    for module in &curriculum.modules {
        let Some(year) = module.year else { continue };
        let amounts = AMOUNTS.iter().filter_map(|(_, of_module, _)| of_module(module));
        let sum = years.entry(year).or_default();
        *sum = *sum + amounts.map(|amount| module.unit.time(amount)).sum();
    }
    let limit = StudyTime::from_hours(WORKING_YEAR);
    let long = years.into_iter().filter(|(_, time)| *time > limit);
    long.map(|(year, time)| Note::new(NoteCode::LongYear).of_year(Some(year)).with_found(time).with_expected(limit))
        .collect()
}

fn module_question(module: &Module, suggester: &SubjectSuggester) -> Option<Note> {
    let positive = |part| module.amount(part).filter(|amount| amount.is_positive());
    let theory = positive(TrainingPart::Theory)?;
    let code = match positive(TrainingPart::Clinical) {
        Some(clinical) if clinical == theory => NoteCode::SameAmountTwice,
        None if suggester.is_clinical_training(&module.title, module.language) => NoteCode::PlacementAsTheory,
        _ => return None,
    };
    Some(Note::new(code).at(module.row, "theory").of_module(&module.code).with_found(module.unit.time(theory)))
}

/// The subjects of a module that it can't cover, since it states no hours of their part.
fn subjects_without_hours(module: &Module, frameworks: &Frameworks) -> Vec<Note> {
    let note = |code: &Code| {
        let subject = frameworks.subject(code.as_str()).ok()?;
        let is_none = module.amount(subject.part).is_some_and(|amount| !amount.is_positive());
        let note = Note::new(NoteCode::SubjectWithoutHours).at(module.row, subject.part.word());
        is_none.then(|| note.of_module(&module.code).with_found(code))
    };
    module.subjects.iter().flatten().filter_map(note).collect()
}

/// One note for each unit of credits, when no amount is in another unit.
fn credits_only(curriculum: &Curriculum) -> Option<Note> {
    let units = || curriculum.modules.iter().map(|module| module.unit);
    let is_credit = |unit| matches!(unit, StudyUnit::Credit(_));
    let first = curriculum.modules.first()?;
    units().all(is_credit).then(|| Note::new(NoteCode::CreditsOnly).at(first.row, "unit").with_found(first.unit))
}

fn unknown_amounts(curriculum: &Curriculum) -> Vec<Note> {
    let unknown = |(column, part)| {
        let KnownTime { unknown, .. } = curriculum.time(part);
        (unknown > 0).then(|| {
            let mut open = curriculum.modules.iter().filter(|module| module.amount(part).is_none());
            let row = open.clone().next().and_then(|module| module.row);
            let mut codes: Vec<&str> = open.by_ref().take(NAMED).map(|module| module.code.as_str()).collect();
            codes.extend(open.next().map(|_| "…"));
            Note::new(NoteCode::AmountsNotKnown).at(row, column).of_module(&codes.join(", ")).with_found(unknown)
        })
    };
    [("theory", TrainingPart::Theory), ("clinical", TrainingPart::Clinical)].into_iter().filter_map(unknown).collect()
}
