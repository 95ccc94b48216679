//! `passerelle replay`: computes a decision record again and compares the bytes.

use access::Actor;
use ranking::decision_records;
use uuid::Uuid;

use crate::answer;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// Replays a record and prints the differences.
pub fn run(installation: &Installation, record: Uuid) -> CommandResult {
    let replay = decision_records::replay(&installation.database, &Actor::operator(), record)?;
    if replay.same && replay.untouched && replay.in_order {
        return answer(&format!("the same, to the byte, for {} listed candidates", replay.people));
    }
    let mut lines = Vec::new();
    if !replay.untouched {
        lines.push("the record was changed after it was written: the audit log has another SHA-256".to_owned());
    }
    if !replay.in_order {
        lines.push("the candidates are not in the order that their results give".to_owned());
    }
    if !replay.same {
        lines.push(format!("{} of {} candidates differ:", replay.differences.len(), replay.people));
    }
    lines.extend(replay.differences.iter().map(|difference| {
        format!("{}\n  then: {}\n  now:  {}", difference.candidate, difference.then, difference.now)
    }));
    Err(Failure::message(lines.join("\n")))
}
