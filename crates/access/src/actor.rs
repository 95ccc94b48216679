//! Actors.

use serde_json::Value;
use storage::audit::NewAuditEntry;
use uuid::Uuid;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId, Scope};

use crate::{AccessLevel, Forbidden, Permission, Role, Subject};

/// A person or program that acts in one role, within one programme or for the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The identifier in tokens and in the audit log: random, never a name or an address.
    pub subject: String,
    /// The role.
    pub role: Role,
    /// The programme in which they act, or the installation.
    pub scope: Scope,
    /// The organisation for which they act.
    pub organisation: Option<OrganisationId>,
    /// The candidate who acts, if the actor is one.
    pub candidate: Option<CandidateId>,
}

impl Actor {
    /// An actor in a role and a scope, for no organisation.
    pub fn new(subject: impl Into<String>, role: Role, scope: impl Into<Scope>) -> Self {
        Self { subject: subject.into(), role, scope: scope.into(), organisation: None, candidate: None }
    }

    /// The operator, who runs the program on its own machine.
    pub fn operator() -> Self {
        Self::new("operator", Role::Operator, Scope::Installation)
    }

    /// A candidate, who acts for themselves.
    pub fn candidate(candidate: CandidateId, programme: ProgrammeId) -> Self {
        Self { candidate: Some(candidate), ..Self::new(candidate.to_string(), Role::Candidate, programme) }
    }

    /// The same actor, acting for an organisation.
    pub fn for_organisation(self, organisation: OrganisationId) -> Self {
        Self { organisation: Some(organisation), ..self }
    }

    /// The refusal of a permission that the actor's role has at this level.
    fn forbidden(&self, permission: Permission, level: Option<AccessLevel>) -> Forbidden {
        let mut permitted: Vec<Role> = permission.granted_to().iter().map(|(role, _)| *role).collect();
        permitted.push(Role::Operator);
        Forbidden { role: self.role, permission, level, permitted }
    }

    /// Checks that this actor's role has one of some permissions, on anything at all. An operation on one object checks this
    /// before it looks the object up, so that the refusal tells nothing of what there is. What lies beyond the reach of the
    /// permission ([`Actor::reaches`]) is then the same to the actor as what doesn't exist.
    ///
    /// # Errors
    /// [`Forbidden`], with the roles that have the first of the permissions.
    pub fn may_ever(&self, permissions: &[Permission]) -> Result<(), Forbidden> {
        let has = |permission: &Permission| {
            self.role == Role::Operator || permission.granted_to().iter().any(|(role, _)| *role == self.role)
        };
        match permissions {
            [first, ..] if !permissions.iter().any(has) => Err(self.forbidden(*first, None)),
            _ => Ok(()),
        }
    }

    /// Whether this actor's permission extends to a subject.
    pub fn reaches(&self, permission: Permission, subject: &Subject) -> bool {
        self.may(permission, subject).is_ok()
    }

    /// Checks that this actor has a permission on a subject.
    ///
    /// # Errors
    /// [`Forbidden`], with the roles that have the permission.
    pub fn may(&self, permission: Permission, subject: &Subject) -> Result<(), Forbidden> {
        let refused = |level| Err(self.forbidden(permission, level));
        let level = match permission.granted_to().iter().find(|(role, _)| *role == self.role) {
            Some((_, level)) => *level,
            None if self.role == Role::Operator && subject.scope == Scope::Installation => AccessLevel::Installation,
            None if self.role == Role::Operator => AccessLevel::Programme,
            None => return refused(None),
        };
        let applies = match level {
            AccessLevel::Installation => subject.scope == Scope::Installation,
            AccessLevel::Programme => subject.scope != Scope::Installation,
            AccessLevel::Organisation => self.organisation.is_some() && self.organisation == subject.organisation,
            AccessLevel::Own => self.candidate.is_some() && self.candidate == subject.candidate,
        };
        if !applies {
            return refused(Some(level));
        }
        if self.scope == Scope::Installation && !self.role.may_act_for_installation() {
            return refused(Some(AccessLevel::Programme));
        }
        match subject.scope {
            scope if self.scope.contains(scope) => Ok(()),
            Scope::Installation => refused(Some(AccessLevel::Installation)),
            Scope::Programme(_) => refused(Some(AccessLevel::Programme)),
        }
    }

    /// An audit entry of an action of this actor in a scope. `details` contains no personal data.
    pub fn audit_entry<'a>(
        &'a self,
        action: Permission,
        scope: impl Into<Scope>,
        subject_kind: &'a str,
        subject: Option<Uuid>,
        details: Value,
    ) -> NewAuditEntry<'a> {
        NewAuditEntry {
            actor: &self.subject,
            role: self.role.word(),
            scope: scope.into(),
            organisation: self.organisation,
            action: action.word(),
            subject_kind,
            subject,
            candidate: None,
            covers: Vec::new(),
            details,
        }
    }
}
