//! `passerelle token`: prints a token for the API, for the operator of this machine.

use access::{Actor, Role, organisations};
use chrono::TimeDelta;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId, Scope};

use super::organisation::named_organisation;
use crate::command_line::TokenArguments;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// Prints a token.
pub fn run(installation: &Installation, arguments: &TokenArguments) -> CommandResult {
    if arguments.installation {
        let actor = Actor::new(new_subject(), arguments.role, Scope::Installation);
        return crate::answer(&sign(installation, &actor, arguments.hours)?);
    }
    let programme = installation.programme()?.id;
    let organisation = arguments.organisation.as_deref().map(|name| {
        let kinds: Vec<_> = arguments.role.organisation_kind().into_iter().collect();
        if kinds.is_empty() {
            return Err(Failure::message(format!(
                "a {} acts for no organisation: leave --organisation out",
                arguments.role
            )));
        }
        named_organisation(installation, programme, &kinds, name).map(|organisation| organisation.id)
    });
    let organisation = organisation.transpose()?;
    let token = issue(installation, programme, arguments.role, organisation, arguments.candidate, arguments.hours)?;
    crate::answer(&token)
}

/// Issues a token in a role of a programme. Its subject is random, because the audit log contains no names.
pub fn issue(
    installation: &Installation,
    programme: ProgrammeId,
    role: Role,
    organisation: Option<OrganisationId>,
    candidate: Option<CandidateId>,
    hours: i64,
) -> Result<String, Failure> {
    let mut actor = match (role, candidate) {
        (Role::Candidate, Some(candidate)) => Actor::candidate(candidate, programme),
        (Role::Candidate, None) => {
            return Err(Failure::message("a candidate's token names the candidate: add --candidate ID"));
        }
        (role, _) => Actor::new(new_subject(), role, programme),
    };
    if role.needs_organisation() && organisation.is_none() {
        return Err(Failure::message(format!("a {role} acts for an organisation: add --organisation NAME")));
    }
    if let Some(organisation) = organisation {
        let kinds: Vec<_> = role.organisation_kind().into_iter().collect();
        let takes_part = |connection: &mut _| organisations::takes_part(connection, programme, &kinds, organisation);
        if !installation.database.read(takes_part)? {
            return Err(Failure::message(format!("a {role} can't act for the organisation {organisation}")));
        }
        actor = actor.for_organisation(organisation);
    }
    sign(installation, &actor, hours)
}

fn new_subject() -> String {
    uuid::Uuid::now_v7().to_string()
}

fn sign(installation: &Installation, actor: &Actor, hours: i64) -> Result<String, Failure> {
    let now = installation.database.clock().now();
    let issued = installation.tokens()?.issue(actor, now, TimeDelta::hours(hours));
    issued.map_err(|error| Failure::message(error.to_string()))
}
