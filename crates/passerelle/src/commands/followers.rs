//! `passerelle followers`: how far each follower of the event log has come.

use std::collections::BTreeMap;

use access::programmes;
use storage::{StorageError, events, followers};

use crate::answer;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// Prints a line for each follower and programme.
pub fn run(installation: &Installation) -> CommandResult {
    let (all, ends) = installation.database.read(|connection| {
        let mut ends = BTreeMap::new();
        for programme in programmes::list(connection)? {
            ends.insert(programme.id, (events::last_position(connection, programme.id)?, programme.code));
        }
        Ok::<_, StorageError>((followers::list(connection)?, ends))
    })?;
    if all.is_empty() {
        return Err(Failure::message("nothing follows the event log yet; `passerelle serve` starts an index"));
    }
    all.iter().try_for_each(|follower| {
        let followers::FollowerPosition { follower, programme, position, changed_at } = follower;
        let (end, code) =
            ends.get(programme).map_or_else(|| (0, programme.to_string()), |(end, code)| (*end, code.clone()));
        answer(&format!("{follower}  {code}  at event {position} of {end} since {changed_at}"))
    })
}
