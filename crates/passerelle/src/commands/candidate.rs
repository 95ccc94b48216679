//! `passerelle candidate`: finds candidates of a programme.

use access::Actor;
use candidate_profile::{CandidateState, Candidates};

use crate::answer;
use crate::command_line::CandidateCommand;
use crate::failure::CommandResult;
use crate::installation::Installation;

/// Candidates that are read at once.
const PAGE: usize = 200;

/// Runs a subcommand of `candidate`.
pub fn run(installation: &Installation, command: &CandidateCommand) -> CommandResult {
    let CandidateCommand::Find { words } = command;
    let programme = installation.programme()?.id;
    let candidates = Candidates::new(&installation.database, &installation.reference);
    let mut after = None;
    loop {
        let page = candidates.find(&Actor::operator(), programme, &words.join(" "), after, PAGE)?;
        for found in &page.items {
            let personal_data = &found.personal_data;
            let born = personal_data.birth_date.map(|day| format!("  {day}")).unwrap_or_default();
            let email = personal_data.email.as_ref().map(|email| format!("  {email}")).unwrap_or_default();
            let name = personal_data.name.as_deref().unwrap_or("(name unknown)");
            let withdrawn = if found.state == CandidateState::Withdrawn { "  (withdrawn)" } else { "" };
            answer(&format!("{}  {}  {name}{born}{email}{withdrawn}", found.id, found.reference))?;
        }
        after = page.items.last().map(|last| last.id);
        if !page.has_more {
            return Ok(());
        }
    }
}
