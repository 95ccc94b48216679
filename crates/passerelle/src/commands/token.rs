//! `passerelle token`: prints a token for the API, for the operator of this machine.

use access::organisations::{self, OrganisationKind};
use access::{Actor, Role};
use chrono::{TimeDelta, Utc};
use vocabulary::{CandidateId, OrganisationId};

use crate::command_line::TokenArguments;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// Prints a token.
pub fn run(installation: &Installation, arguments: &TokenArguments) -> CommandResult {
    let organisation = arguments.organisation.as_deref().map(|name| organisation(installation, name)).transpose()?;
    let token = issue(installation, arguments.role, organisation, arguments.candidate, arguments.hours)?;
    crate::answer(&token)
}

/// Issues a token in a role. Its subject is random, because the audit log contains no names.
pub fn issue(
    installation: &Installation,
    role: Role,
    organisation: Option<OrganisationId>,
    candidate: Option<CandidateId>,
    hours: i64,
) -> Result<String, Failure> {
    let mut actor = match (role, candidate) {
        (Role::Candidate, Some(candidate)) => Actor::candidate(candidate),
        (Role::Candidate, None) => {
            return Err(Failure::message("a candidate's token names the candidate: add --candidate ID"));
        }
        (role, _) => Actor::new(uuid::Uuid::now_v7().to_string(), role),
    };
    if matches!(role, Role::Recruiter | Role::Registrar) && organisation.is_none() {
        return Err(Failure::message(format!("a {role} acts for an organisation: add --organisation NAME")));
    }
    if let Some(organisation) = organisation {
        actor = actor.for_organisation(organisation);
    }
    installation
        .tokens()?
        .issue(&actor.in_programme(installation.programme), Utc::now(), TimeDelta::hours(hours))
        .map_err(|error| Failure::message(error.to_string()))
}

/// An organisation by its identifier or its name.
fn organisation(installation: &Installation, name: &str) -> Result<OrganisationId, Failure> {
    if let Ok(id) = name.parse() {
        return Ok(id);
    }
    for kind in [OrganisationKind::Employer, OrganisationKind::Agency, OrganisationKind::School] {
        let found = installation
            .database
            .read(|connection| organisations::find_named(connection, installation.programme, kind, name))?;
        if let Some(found) = found {
            return Ok(found.id);
        }
    }
    Err(Failure::message(format!("there is no organisation named `{name}`; give its name or identifier exactly")))
}
