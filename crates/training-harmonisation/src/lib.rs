//! Training, compared with frameworks of law and with other training.
//!
//! A *curriculum* is what a school teaches, a *transcript* what a person was taught; both are modules with their hours.
//! A *framework* is a dated text of law. An assessment says which of its rules and subjects a curriculum meets, and what
//! is short. It is advice for the authority that decides.
//!
//! | module | contents |
//! |---|---|
//! | [`study_time`] | amounts, their units and factors, and exact times |
//! | [`curriculum`] | [`Curriculum`]: modules, and the totals that a school states |
//! | [`module_row`] | rows of curriculum files, read and written |
//! | [`framework_choice`] | the versions of frameworks that may apply, by the day on which training began |
//! | [`assessment`] | [`Assessment`]: rules, subjects and gaps under a framework |
//! | [`ladder`] | which title of a ladder training reaches |
//! | [`plausibility`] | questions that a curriculum raises by itself |
//! | [`subject_suggester`] | suggested subjects for modules, from their titles |
//! | [`comparison`] | [`Comparison`]: curricula side by side |
//! | [`curricula`] | [`Curricula`]: curricula and transcripts in the database |
//! | [`note`], [`explanation`] | notes, and gaps and notes in words |

pub mod assessment;
pub mod comparison;
pub mod curricula;
pub mod curriculum;
pub mod explanation;
pub mod framework_choice;
pub mod ladder;
pub mod module_row;
pub mod note;
pub mod plausibility;
pub mod study_time;
pub mod subject_suggester;

mod curriculum_event;
mod curriculum_table;

pub use assessment::{
    Assessment, AssessmentTerms, Quantity, RuleOutcome, SchoolKind, SubjectOutcome, TrainingRule, Verdict,
    assess_curriculum,
};
pub use comparison::{ComparedCurriculum, Comparison};
pub use curricula::{
    Curricula, CurriculumError, CurriculumImport, CurriculumKind, NewCurriculum, StoredCurriculum, check_key,
};
pub use curriculum::{Curriculum, Module, StatedTotal};
pub use curriculum_event::CurriculumEvent;
pub use explanation::Explainer;
pub use framework_choice::{ProposedFramework, choose_frameworks, propose_frameworks};
pub use ladder::LadderPosition;
pub use module_row::COLUMNS;
pub use note::{Note, NoteCode};
pub use plausibility::questions;
pub use study_time::{Amount, StudyTime, StudyUnit, Years};
pub use subject_suggester::{ConfirmedTitles, SubjectSuggester, Suggestion, title_key};
