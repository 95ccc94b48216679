//! Somebody who acts.

use serde_json::Value;
use storage::audit::NewAuditEntry;
use uuid::Uuid;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use crate::{Forbidden, Permission, Role, Scope, Subject};

/// Somebody who acts, in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who it is, as the trail names them: a random identifier, never a name or an address.
    pub subject: String,
    /// In which role.
    pub role: Role,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// Which candidate it is, when it is one.
    pub candidate: Option<CandidateId>,
    /// In which programme; nothing: in every one.
    pub programme: Option<ProgrammeId>,
}

impl Actor {
    /// An actor in a role, for no organisation and in every programme.
    pub fn new(subject: impl Into<String>, role: Role) -> Self {
        Self { subject: subject.into(), role, organisation: None, candidate: None, programme: None }
    }

    /// Whoever runs the program on its own machine.
    pub fn operator() -> Self {
        Self::new("operator", Role::Operator)
    }

    /// A candidate, who acts for themselves.
    pub fn candidate(candidate: CandidateId) -> Self {
        Self { candidate: Some(candidate), ..Self::new(candidate.to_string(), Role::Candidate) }
    }

    /// The same, for an organisation.
    pub fn of(self, organisation: OrganisationId) -> Self {
        Self { organisation: Some(organisation), ..self }
    }

    /// The same, in one programme only.
    pub fn within(self, programme: ProgrammeId) -> Self {
        Self { programme: Some(programme), ..self }
    }

    /// Whether this actor may do something to a subject.
    ///
    /// # Errors
    /// [`Forbidden`], which says who may.
    pub fn may(&self, permission: Permission, subject: &Subject) -> Result<(), Forbidden> {
        let refused = |scope| {
            let mut permitted: Vec<Role> = permission.granted_to().iter().map(|(role, _)| *role).collect();
            permitted.push(Role::Operator);
            Err(Forbidden { role: self.role, permission, scope, permitted })
        };
        let scope = match permission.granted_to().iter().find(|(role, _)| *role == self.role) {
            Some((_, scope)) => *scope,
            None if self.role == Role::Operator => Scope::Programme,
            None => return refused(None),
        };
        let applies = match scope {
            Scope::Programme => true,
            Scope::Organisation => self.organisation.is_some() && self.organisation == subject.organisation,
            Scope::Own => self.candidate.is_some() && self.candidate == subject.candidate,
        };
        if !applies {
            return refused(Some(scope));
        }
        match (self.programme, subject.programme) {
            (Some(own), Some(other)) if own != other => refused(Some(Scope::Programme)),
            _ => Ok(()),
        }
    }

    /// Whether what this actor says of a title above `documented` is taken as said by an agency.
    pub const fn may_certify(&self) -> bool {
        self.role.may_certify()
    }

    /// A line for the trail: this actor did that. `details` names nobody.
    pub fn audit_entry<'a>(
        &'a self,
        action: Permission,
        subject_kind: &'a str,
        subject: Option<Uuid>,
        details: Value,
    ) -> NewAuditEntry<'a> {
        NewAuditEntry {
            actor: &self.subject,
            role: self.role.word(),
            organisation: self.organisation,
            action: action.word(),
            subject_kind,
            subject,
            details,
        }
    }
}
