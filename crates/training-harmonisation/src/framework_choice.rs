//! The versions of frameworks that may apply to training, by the day on which it began.

use reference_data::{Framework, Frameworks};
use vocabulary::{Date, ParseError};

use crate::assessment::framework_notes;
use crate::note::{Note, NoteCode};

/// A framework that is proposed, with what to know about the proposal.
#[derive(Debug, Clone)]
pub struct ProposedFramework<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The notes of the framework, and then those on its choice.
    pub notes: Vec<Note>,
}

impl<'a> ProposedFramework<'a> {
    /// A framework with notes on its choice.
    pub fn new(framework: &'a Framework, choice: impl IntoIterator<Item = Note>) -> Self {
        let mut notes = framework_notes(framework);
        notes.extend(choice);
        Self { framework, notes }
    }
}

/// The frameworks of a destination in force on a day, and, with the day on which training began, those that may apply
/// to it.
///
/// A version applies to training begun from its day of transposition, until that of the next one. Where the day isn't
/// known, every version that may apply is proposed. A text of which no version can apply yet is proposed in its first
/// version, since a comparison with it still says which title is within reach.
pub fn propose_frameworks<'a>(
    frameworks: &'a Frameworks,
    destination: &str,
    began: Option<Date>,
    as_of: Date,
) -> Vec<ProposedFramework<'a>> {
    let of_destination = frameworks.all().iter().filter(|framework| framework.application(destination).is_some());
    let in_force: Vec<&Framework> =
        of_destination.filter(|framework| framework.grounds.validity.holds_on(as_of)).collect();
    let Some(began) = began else {
        return in_force.into_iter().map(|framework| ProposedFramework::new(framework, [])).collect();
    };
    let mut proposed = Vec::new();
    for versions in in_force.chunk_by(|a, b| a.id.law() == b.id.law()) {
        let may_apply = versions_for(versions, destination, began);
        let note = match may_apply.len() {
            0 => Some(Note::new(NoteCode::BegunBefore).with_found(began)),
            1 => None,
            _ => Some(Note::new(NoteCode::VersionNotKnown).with_found(began)),
        };
        let may_apply = if may_apply.is_empty() { versions[..1].to_vec() } else { may_apply };
        for framework in may_apply {
            let expected = framework
                .application(destination)
                .and_then(|application| application.began_from.or(application.not_before).filter(|_| note.is_some()));
            let note = note.clone().map(|note| match expected {
                Some(day) => note.with_expected(day),
                None => note,
            });
            proposed.push(ProposedFramework::new(framework, note));
        }
    }
    proposed
}

/// The frameworks that were asked for, each with what to know about its choice; without any, those that
/// [`propose_frameworks`] proposes.
///
/// # Errors
/// When there is no framework with an identifier; the error has the nearest ones.
pub fn choose_frameworks<'a>(
    frameworks: &'a Frameworks,
    asked: &[String],
    destination: &str,
    began: Option<Date>,
    as_of: Date,
) -> Result<Vec<ProposedFramework<'a>>, ParseError> {
    let proposed = propose_frameworks(frameworks, destination, began, as_of);
    if asked.is_empty() {
        return Ok(proposed);
    }
    let choose = |id: &String| {
        let framework = frameworks.find(id)?;
        if let Some(known) = proposed.iter().find(|one| one.framework.id == framework.id) {
            return Ok(known.clone());
        }
        let note = match began {
            _ if !framework.grounds.validity.holds_on(as_of) => {
                Some(Note::new(NoteCode::NotInForce).with_found(as_of))
            }
            Some(began) => Some(not_applicable(framework, destination, began)),
            None => None,
        };
        Ok(ProposedFramework::new(framework, note))
    };
    asked.iter().map(choose).collect()
}

/// The note of a framework that was asked for and doesn't apply to training begun on a day: it began before the text can
/// apply, or when a later version did.
fn not_applicable(framework: &Framework, destination: &str, began: Date) -> Note {
    let from =
        framework.application(destination).and_then(|application| application.began_from.or(application.not_before));
    match from.filter(|from| *from > began) {
        Some(from) => Note::new(NoteCode::BegunBefore).with_found(began).with_expected(from),
        None => Note::new(NoteCode::LaterVersion).with_found(began),
    }
}

/// The versions of one text, from old to new, that may apply to training begun on a day.
fn versions_for<'a>(versions: &[&'a Framework], destination: &str, began: Date) -> Vec<&'a Framework> {
    let application = |framework: &'a Framework| framework.application(destination);
    let surely_applies = |framework: &'a Framework| {
        application(framework).and_then(|application| application.began_from).is_some_and(|from| from <= began)
    };
    let may_apply = |framework: &'a Framework| {
        application(framework).is_some_and(|application| {
            let from = application.began_from.or(application.not_before);
            from.is_none_or(|from| from <= began)
        })
    };
    let superseded_by = versions.iter().rposition(|framework| surely_applies(framework)).unwrap_or(0);
    versions[superseded_by..].iter().copied().filter(|framework| may_apply(framework)).collect()
}
