//! `passerelle token`: a token for the API, given by whoever runs the program on its own machine.

use chrono::{TimeDelta, Utc};
use identity::organisations::{self, OrganisationKind};
use identity::{Actor, Role};
use vocabulary::{CandidateId, OrganisationId};

use crate::command_line::TokenArguments;
use crate::failure::{Done, Failure};
use crate::workplace::Workplace;

/// Prints a token.
pub fn run(place: &Workplace, arguments: &TokenArguments) -> Done {
    let organisation = arguments.organisation.as_deref().map(|named| organisation(place, named)).transpose()?;
    let token = issue(place, arguments.role, organisation, arguments.candidate, arguments.hours)?;
    crate::answer(&token)
}

/// Gives a token in a role. Who it is for is random: the trail names nobody.
pub fn issue(
    place: &Workplace,
    role: Role,
    organisation: Option<OrganisationId>,
    candidate: Option<CandidateId>,
    hours: i64,
) -> Result<String, Failure> {
    let mut actor = match (role, candidate) {
        (Role::Candidate, Some(candidate)) => Actor::candidate(candidate),
        (Role::Candidate, None) => {
            return Err(Failure::said("a candidate's token names the candidate: add --candidate ID"));
        }
        (role, _) => Actor::new(uuid::Uuid::now_v7().to_string(), role),
    };
    if matches!(role, Role::Recruiter | Role::Registrar) && organisation.is_none() {
        return Err(Failure::said(format!("a {role} acts for an organisation: add --organisation NAME")));
    }
    if let Some(organisation) = organisation {
        actor = actor.of(organisation);
    }
    place
        .tokens()?
        .issue(&actor.within(place.programme), Utc::now(), TimeDelta::hours(hours))
        .map_err(|error| Failure::said(error.to_string()))
}

/// An organisation by its identifier or its name.
fn organisation(place: &Workplace, named: &str) -> Result<OrganisationId, Failure> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    for kind in [OrganisationKind::Employer, OrganisationKind::Agency, OrganisationKind::School] {
        let found =
            place.database.read(|connection| organisations::find_named(connection, place.programme, kind, named))?;
        if let Some(found) = found {
            return Ok(found.id);
        }
    }
    Err(Failure::said(format!(
        "there is no organisation named `{named}`; give its name or identifier as it is there"
    )))
}
