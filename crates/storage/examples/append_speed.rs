//! Measures how long the events and audit entries of an import take:
//! `cargo run --release -p storage --features testing --example append_speed [ROWS]`, on the embedded database, and on
//! the server whose URL is in `PASSERELLE_TEST_POSTGRES` when that is set.

use std::io::Write;
use std::time::Instant;

use serde_json::json;
use storage::audit::{self, NewAuditEntry};
use storage::events::{self, EventKind, NewEvent};
use storage::testing::{KINDS, SERVER, fresh};
use storage::{Backend, StorageError};
use uuid::Uuid;
use vocabulary::{ParseError, ProgrammeId};

/// An event of an import.
#[derive(Clone, Copy)]
struct Created;

impl std::str::FromStr for Created {
    type Err = ParseError;

    fn from_str(_: &str) -> Result<Self, ParseError> {
        Ok(Self)
    }
}

impl EventKind for Created {
    const SUBJECT_KIND: &'static str = "candidate";

    fn kind(self) -> &'static str {
        "candidate.created"
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: usize = std::env::args().nth(1).map_or(Ok(150_000), |count| count.parse())?;
    let mut out = std::io::stdout();
    for kind in KINDS {
        if kind == Backend::Postgres && std::env::var_os(SERVER).is_none() {
            writeln!(out, "{kind:?}: {SERVER} is not set")?;
            continue;
        }
        let database = fresh(kind);
        let programme = ProgrammeId::new();
        let ids: Vec<Uuid> = (0..rows).map(|_| Uuid::now_v7()).collect();
        let mut marks = vec![];
        let start = Instant::now();
        database.write(|transaction| {
            let new_events: Vec<NewEvent> =
                ids.iter().map(|id| NewEvent::new(programme, Created, *id, json!({}))).collect();
            events::append(transaction, &new_events)?;
            marks.push(("events", start.elapsed()));
            let entries: Vec<NewAuditEntry<'_>> = ids
                .iter()
                .map(|id| NewAuditEntry {
                    actor: "operator",
                    role: "operator",
                    scope: programme.into(),
                    organisation: None,
                    action: "import-candidates",
                    subject_kind: "candidate",
                    subject: Some(*id),
                    candidate: None,
                    covers: Vec::new(),
                    details: json!({}),
                })
                .collect();
            audit::append(transaction, &entries)?;
            marks.push(("audit entries", start.elapsed()));
            Ok::<_, StorageError>(())
        })?;
        marks.push(("commit", start.elapsed()));
        let verified = database.read(audit::verify)?;
        marks.push(("verify", start.elapsed()));
        let mut before = std::time::Duration::ZERO;
        for (what, until) in marks {
            writeln!(out, "{kind:?}: {what}: {:.2} s", (until - before).as_secs_f64())?;
            before = until;
        }
        writeln!(out, "{kind:?}: {} rows", verified.entries)?;
    }
    Ok(())
}
