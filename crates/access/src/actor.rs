//! Actors.

use serde_json::Value;
use storage::audit::NewAuditEntry;
use uuid::Uuid;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use crate::{Forbidden, Permission, Role, Scope, Subject};

/// A person or program that acts in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The identifier in tokens and in the audit log: random, never a name or an address.
    pub subject: String,
    /// The role.
    pub role: Role,
    /// The organisation for which they act.
    pub organisation: Option<OrganisationId>,
    /// The candidate who acts, if the actor is one.
    pub candidate: Option<CandidateId>,
    /// The programme to which the actor is limited; `None` means all programmes.
    pub programme: Option<ProgrammeId>,
}

impl Actor {
    /// An actor in a role, for no organisation and in all programmes.
    pub fn new(subject: impl Into<String>, role: Role) -> Self {
        Self { subject: subject.into(), role, organisation: None, candidate: None, programme: None }
    }

    /// The operator, who runs the program on its own machine.
    pub fn operator() -> Self {
        Self::new("operator", Role::Operator)
    }

    /// A candidate, who acts for themselves.
    pub fn candidate(candidate: CandidateId) -> Self {
        Self { candidate: Some(candidate), ..Self::new(candidate.to_string(), Role::Candidate) }
    }

    /// The same actor, acting for an organisation.
    pub fn for_organisation(self, organisation: OrganisationId) -> Self {
        Self { organisation: Some(organisation), ..self }
    }

    /// The same actor, limited to one programme.
    pub fn in_programme(self, programme: ProgrammeId) -> Self {
        Self { programme: Some(programme), ..self }
    }

    /// Checks that this actor has a permission on a subject.
    ///
    /// # Errors
    /// [`Forbidden`], with the roles that have the permission.
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

    /// Whether this actor may state a title status above `documented`, as an agency may.
    pub const fn may_certify(&self) -> bool {
        self.role.may_certify()
    }

    /// An audit entry of an action of this actor. `details` contains no personal data.
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
