//! `passerelle organisation`: adds organisations of a programme, lists them and shows one.

use access::{
    Actor, NewOrganisation, Organisation, OrganisationFilter, OrganisationKind, Organisations, organisations,
};
use vocabulary::ProgrammeId;

use crate::answer;
use crate::command_line::OrganisationCommand;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// Organisations that are read at once.
const PAGE: usize = 200;

/// Runs a subcommand of `organisation`.
pub fn run(installation: &Installation, command: &OrganisationCommand) -> CommandResult {
    let programme = installation.programme()?.id;
    match command {
        OrganisationCommand::Create { name, kind, number } => {
            let new = NewOrganisation { programme, kind: *kind, name, enterprise_number: number.clone() };
            let organisations = Organisations::new(&installation.database, &installation.reference);
            answer(&line(&organisations.create(&Actor::operator(), &new)?))
        }
        OrganisationCommand::List { words, kind, number } => {
            let name = (!words.is_empty()).then(|| words.join(" "));
            let filter = OrganisationFilter { kind: *kind, name, enterprise_number: number.clone() };
            list(installation, programme, &filter)
        }
        OrganisationCommand::Show { organisation } => {
            let found = named_organisation(installation, programme, OrganisationKind::ALL, organisation)?;
            let number = found.enterprise_number.as_ref().map_or("unknown", |number| number.as_str());
            answer(&format!("name     {}", found.name))?;
            answer(&format!("kind     {}", found.kind))?;
            answer(&format!("number   {number}"))?;
            answer(&format!("id       {}", found.id))?;
            answer(&format!("version  {}", found.version))?;
            answer(&format!("added    {}", found.created_at))?;
            answer(&format!("changed  {}", found.changed_at))
        }
    }
}

fn list(installation: &Installation, programme: ProgrammeId, filter: &OrganisationFilter) -> CommandResult {
    let organisations = Organisations::new(&installation.database, &installation.reference);
    let mut after = None;
    loop {
        let page = organisations.page(&Actor::operator(), programme, filter, after, PAGE)?;
        page.items.iter().try_for_each(|organisation| answer(&line(organisation)))?;
        after = page.items.last().map(|last| last.id);
        if !page.has_more {
            return Ok(());
        }
    }
}

/// An organisation in one line.
fn line(organisation: &Organisation) -> String {
    let Organisation { id, kind, name, enterprise_number, .. } = organisation;
    let number = enterprise_number.as_ref().map(|number| format!("  {number}")).unwrap_or_default();
    format!("{id}  {:8}  {name}{number}", kind.word())
}

/// The organisation of a programme with an identifier or a name, of one of these kinds.
///
/// # Errors
/// When there is none, or the name is that of several kinds.
pub fn named_organisation(
    installation: &Installation,
    programme: ProgrammeId,
    kinds: &[OrganisationKind],
    name: &str,
) -> Result<Organisation, Failure> {
    let mut found = Vec::new();
    if let Ok(id) = name.parse() {
        let takes_part = |connection: &mut _| organisations::takes_part(connection, programme, kinds, id);
        if installation.database.read(takes_part)? {
            found.push(organisations::find(&installation.database, &Actor::operator(), id)?);
        }
    }
    for kind in kinds {
        let named = |connection: &mut _| organisations::find_named(connection, programme, *kind, name);
        found.extend(installation.database.read(named)?);
    }
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    let kinds = words.join(" or ");
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Failure::message(format!(
            "there is no organisation named `{name}` of the kind {kinds}; give its name or identifier exactly"
        ))),
        _ => Err(Failure::message(format!("several organisations are named `{name}`; give the identifier of one"))),
    }
}
