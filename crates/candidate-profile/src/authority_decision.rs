//! A decision of an authority on a candidate's title: as somebody states it, as it is recorded, and its states.

use access::Actor;
use reference_data::{Corridor, Destination, ReferenceData};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use storage::Timestamp;
use vocabulary::{
    AuthorityDecisionId, CandidateId, Code, Date, DecisionFileId, FieldProblem, OrganisationId, ParseError,
    ProgrammeId, TitleStatus, TransitionError,
};

/// A decision as a request or a file states it, not yet compared with the procedures of the corridor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedDecision {
    /// The title on which it was decided.
    pub title: Code,
    /// The kind: the code of a procedure of the corridor that an authority decides, such as `visum`.
    pub kind: String,
    /// The authority: its code, or its name in one of the languages.
    pub authority: String,
    /// The day of the decision.
    pub decided_on: Date,
    /// The authority's reference of the decision.
    pub reference: String,
}

/// The longest reference, in bytes.
const LONGEST_REFERENCE: usize = 200;

impl StatedDecision {
    /// Reads one value of a cell: `nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:REF1`.
    ///
    /// # Errors
    /// When it isn't title, kind, authority, date and reference.
    pub(crate) fn read(written: &str) -> Result<Self, ParseError> {
        let wrong = || {
            let example = "nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:REF1";
            ParseError::new(written, format!("a title, kind, authority, date and reference, like {example}"))
        };
        let parts: Vec<&str> = written.splitn(5, ':').map(str::trim).collect();
        let [title, kind, authority, date, reference] = parts[..] else { return Err(wrong()) };
        if [kind, authority, reference].contains(&"") {
            return Err(wrong());
        }
        Ok(Self {
            title: title.parse().map_err(|_| wrong())?,
            kind: kind.to_owned(),
            authority: authority.to_owned(),
            decided_on: date.parse().map_err(|_| wrong())?,
            reference: reference.to_owned(),
        })
    }

    /// Every field that is wrong, compared with the procedures of a corridor and the authorities of its destination.
    pub fn check(&self, reference: &ReferenceData, corridor: &Corridor, today: Date) -> Vec<FieldProblem> {
        self.resolve(corridor, reference.destination(&corridor.destination), today).err().unwrap_or_default()
    }

    /// Compares it with the procedures of a corridor and the authorities of its destination.
    ///
    /// # Errors
    /// With every field that is wrong.
    pub(crate) fn resolve(
        &self,
        corridor: &Corridor,
        destination: Option<&Destination>,
        today: Date,
    ) -> Result<ResolvedDecision, Vec<FieldProblem>> {
        let Self { title, kind, authority, decided_on, reference } = self;
        let mut problems = Vec::new();
        let mut note = |field, found: &str, expected: String| {
            problems.push(FieldProblem::new(field, ParseError::new(found, expected)));
        };
        if corridor.profession_of(title.as_str()).is_none() {
            let titles: Vec<&str> = corridor.titles().map(Code::as_str).collect();
            note("title", title.as_str(), format!("a title of the corridor: {}", titles.join(", ")));
        }
        let procedure = corridor.decisions(title.as_str(), *decided_on).find(|procedure| procedure.code == **kind);
        if procedure.is_none() {
            let kinds: Vec<&str> =
                corridor.decisions(title.as_str(), *decided_on).map(|procedure| procedure.code.as_str()).collect();
            note("kind", kind, format!("what an authority decides on this title on that day: {}", kinds.join(", ")));
        }
        let named = destination.map(|destination| destination.title_authority_named(authority));
        let named = named.unwrap_or_else(|| Err(ParseError::new(authority, "an authority that decides on titles")));
        let code = match named {
            Ok(named) => Some(named.code.clone()),
            Err(error) => {
                note("authority", &error.found, error.expected);
                None
            }
        };
        if let (Some(procedure), Some(code)) = (procedure, &code)
            && !procedure.authorities.contains(code)
        {
            let deciding: Vec<&str> = procedure.authorities.iter().map(Code::as_str).collect();
            note("authority", authority, format!("an authority that decides this kind: {}", deciding.join(", ")));
        }
        if *decided_on > today {
            note("decided_on", &decided_on.to_string(), "the day of the decision, today or before".to_owned());
        }
        let reference = reference.trim();
        if reference.is_empty() || reference.len() > LONGEST_REFERENCE || reference.contains(char::is_control) {
            note(
                "reference",
                reference,
                format!("the authority's reference, 1 to {LONGEST_REFERENCE} bytes on one line"),
            );
        }
        match (procedure, code) {
            (Some(procedure), Some(authority)) if problems.is_empty() => Ok(ResolvedDecision {
                title: title.clone(),
                status: procedure.to,
                kind: procedure.code.clone(),
                authority,
                decided_on: *decided_on,
                reference: reference.to_owned(),
            }),
            _ => Err(problems),
        }
    }
}

/// As a cell has it. A `|`, by which cells separate, becomes a space.
impl std::fmt::Display for StatedDecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { title, kind, authority, decided_on, reference } = self;
        write!(f, "{title}:{kind}:{authority}:{decided_on}:{}", reference.replace('|', " "))
    }
}

/// A decision that an authority of the destination can make, with the status that it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedDecision {
    /// The title.
    pub title: Code,
    /// The status that it gives.
    pub status: TitleStatus,
    /// The kind: the code of a procedure.
    pub kind: Code,
    /// The code of the authority.
    pub authority: Code,
    /// The day of the decision.
    pub decided_on: Date,
    /// The authority's reference.
    pub reference: String,
}

/// A decision as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityDecision {
    /// The record.
    pub id: AuthorityDecisionId,
    /// The programme.
    pub programme: ProgrammeId,
    /// The candidate on whose title it was decided.
    pub candidate: CandidateId,
    /// What was decided.
    pub decision: ResolvedDecision,
    /// Whether it counts.
    pub state: DecisionState,
    /// The file in which it came, if it did.
    pub file: Option<DecisionFileId>,
    /// The actor who entered it, and when.
    pub entered: Entry,
    /// The organisation for which it was entered.
    pub organisation: Option<OrganisationId>,
    /// The actor who confirmed or refused it, and when.
    pub reviewed: Option<Entry>,
}

impl AuthorityDecision {
    /// The version: a decision is entered, and reviewed once.
    pub const fn version(&self) -> i64 {
        match self.state {
            DecisionState::Entered => 1,
            DecisionState::Confirmed | DecisionState::Refused => 2,
        }
    }
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The actor, as in the audit log.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

/// Whether a decision counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionState {
    /// It waits for somebody else to confirm it.
    Entered,
    /// It gives the title its status.
    Confirmed,
    /// It doesn't count: it was entered by mistake, or couldn't be verified.
    Refused,
}

vocabulary::written_as!(DecisionState, "the state of a decision: entered, confirmed or refused", {
    Entered => "entered", Confirmed => "confirmed", Refused => "refused",
});

/// A change of a decision's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionTransition {
    /// Somebody else than who entered it has verified it.
    Confirm,
    /// It isn't to count.
    Refuse,
}

/// Why a decision isn't reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// Its state has no such transition.
    #[error(transparent)]
    Transition(#[from] TransitionError),
    /// Who entered it can't confirm it.
    #[error("you entered this decision; another officer has to confirm it")]
    OwnEntry,
}

impl DecisionState {
    /// The state after a transition by an actor who entered the decision, or by another one.
    ///
    /// # Errors
    /// When the state has no such transition, and when somebody would confirm what they entered themselves. They may
    /// refuse it.
    pub fn after(self, transition: DecisionTransition, is_own_entry: bool) -> Result<Self, ReviewError> {
        let refused = |to: Self| TransitionError { noun: "decision", from: self.word(), to: to.word() }.into();
        match (self, transition) {
            (Self::Entered, DecisionTransition::Confirm) if is_own_entry => Err(ReviewError::OwnEntry),
            (Self::Entered, DecisionTransition::Confirm) => Ok(Self::Confirmed),
            (Self::Entered, DecisionTransition::Refuse) => Ok(Self::Refused),
            (Self::Confirmed | Self::Refused, DecisionTransition::Confirm) => Err(refused(Self::Confirmed)),
            (Self::Confirmed | Self::Refused, DecisionTransition::Refuse) => Err(refused(Self::Refused)),
        }
    }

    /// The state in which a decision begins that an actor enters. Whoever runs the program on its own machine answers for the
    /// whole file: what they import is confirmed, and is audited as theirs.
    pub(crate) fn at_entry(actor: &Actor) -> Self {
        if actor.role == access::Role::Operator { Self::Confirmed } else { Self::Entered }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_reviewed_once_and_confirmed_by_somebody_else() {
        use DecisionState::{Confirmed, Entered, Refused};
        use DecisionTransition::{Confirm, Refuse};
        assert_eq!(Entered.after(Confirm, false), Ok(Confirmed));
        assert_eq!(Entered.after(Confirm, true), Err(ReviewError::OwnEntry));
        assert_eq!(Entered.after(Refuse, true), Ok(Refused));
        for (state, transition) in [(Confirmed, Confirm), (Confirmed, Refuse), (Refused, Confirm), (Refused, Refuse)]
        {
            assert!(matches!(state.after(transition, false), Err(ReviewError::Transition(_))), "{state}");
        }
    }

    #[test]
    fn a_cell_is_read_and_written_again() {
        let cell = "nurse-general-care:visum:FOD Volksgezondheid:2026-03-02:REF:1";
        let decision = StatedDecision::read(cell).expect("a decision");
        assert_eq!((decision.reference.as_str(), decision.to_string().as_str()), ("REF:1", cell));
        for wrong in
            ["nurse-general-care:visum", "a:visum:b:2026-03-02:", "a:visum:b:soon:REF1", ":visum:b:2026-03-02:c"]
        {
            assert!(StatedDecision::read(wrong).is_err(), "{wrong}");
        }
    }
}
