//! `passerelle programme`: sets up programmes, and lists them.

use access::{Actor, programmes};
use vocabulary::TextLanguage;

use crate::answer;
use crate::command_line::ProgrammeCommand;
use crate::failure::{CommandResult, Failure};
use crate::installation::{Installation, corridor};

/// Runs a subcommand of `programme`.
pub fn run(installation: &Installation, command: &ProgrammeCommand) -> CommandResult {
    match command {
        ProgrammeCommand::Create { code, corridor, label } => {
            create(installation, code, corridor.as_deref(), label.as_deref())
        }
        ProgrammeCommand::List => list(installation),
    }
}

fn create(
    installation: &Installation,
    code: &str,
    named_corridor: Option<&str>,
    label: Option<&str>,
) -> CommandResult {
    let corridor = corridor(&installation.reference, named_corridor, &installation.settings)?;
    let label = label.unwrap_or(corridor.label.get(TextLanguage::En));
    let programme =
        programmes::create(&installation.database, &Actor::operator(), code, corridor.code.as_str(), label)?;
    answer(&format!("created the programme {} of the corridor {}", programme.code, programme.corridor))
}

fn list(installation: &Installation) -> CommandResult {
    let programmes = installation.database.read(programmes::list)?;
    if programmes.is_empty() {
        return Err(Failure::message("there is no programme yet; `passerelle programme create` sets one up"));
    }
    programmes
        .iter()
        .try_for_each(|programme| answer(&format!("{}  {}  {}", programme.code, programme.corridor, programme.label)))
}
