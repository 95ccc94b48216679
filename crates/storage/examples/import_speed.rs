//! How long events and audit lines of an import take:
//! `cargo run --release -p storage --features testing --example import_speed [ROWS]`, on the embedded database, and
//! on the server that `PASSERELLE_TEST_POSTGRES` names when it is set.

use std::io::Write;
use std::time::Instant;

use serde_json::json;
use storage::audit::{self, NewAuditEntry};
use storage::bulk::{insert_candidates, insert_personal_data};
use storage::events::{self, NewEvent};
use storage::rows::{CandidateRow, PersonalDataRow, ProgrammeRow};
use storage::testing::{KINDS, SERVER, fresh};
use storage::{Backend, StorageError, Timestamp};
use uuid::Uuid;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: usize = std::env::args().nth(1).map_or(Ok(150_000), |count| count.parse())?;
    let mut out = std::io::stdout();
    for kind in KINDS {
        if kind == Backend::Postgres && std::env::var_os(SERVER).is_none() {
            writeln!(out, "{kind:?}: {SERVER} is not set")?;
            continue;
        }
        let database = fresh(kind);
        let (now, programme) = (Timestamp::now().to_string(), Uuid::now_v7().to_string());
        let ids: Vec<Uuid> = (0..rows).map(|_| Uuid::now_v7()).collect();
        // As long as a profile with a text of forty words.
        let profile =
            json!({ "text": "an invented nurse with some years on a ward for old people ".repeat(16) }).to_string();
        let candidates: Vec<CandidateRow> = ids
            .iter()
            .enumerate()
            .map(|(number, id)| CandidateRow {
                id: id.to_string(),
                programme_id: programme.clone(),
                reference: format!("c{number}"),
                organisation_id: None,
                pseudonym: format!("Amber Heron-{number}"),
                state: "active".into(),
                profile: profile.clone(),
                content_hash: "0".repeat(64),
                version: 1,
                created_at: now.clone(),
                changed_at: now.clone(),
            })
            .collect();
        let identities: Vec<PersonalDataRow> = candidates
            .iter()
            .map(|row| PersonalDataRow {
                candidate_id: row.id.clone(),
                personal_data: r#"{"name":"Invented"}"#.into(),
                version: 1,
            })
            .collect();
        let mut marks = vec![];
        let start = Instant::now();
        database.write(|transaction| {
            diesel::RunQueryDsl::execute(
                diesel::insert_into(storage::schema::programmes::table).values(ProgrammeRow {
                    id: programme.clone(),
                    code: "ma-be".into(),
                    corridor: "ma-be".into(),
                    label: "invented".into(),
                }),
                transaction.connection(),
            )?;
            insert_candidates(transaction, &candidates)?;
            insert_personal_data(transaction, &identities)?;
            marks.push(("candidates and identities", start.elapsed()));
            let happened: Vec<NewEvent<'_>> = ids
                .iter()
                .map(|id| NewEvent {
                    kind: "candidate.created",
                    subject_kind: "candidate",
                    subject: *id,
                    data: json!({}),
                })
                .collect();
            events::append(transaction, &happened)?;
            marks.push(("events", start.elapsed()));
            let lines: Vec<NewAuditEntry<'_>> = ids
                .iter()
                .map(|id| NewAuditEntry {
                    actor: "operator",
                    role: "operator",
                    organisation: None,
                    action: "import-candidates",
                    subject_kind: "candidate",
                    subject: Some(*id),
                    details: json!({}),
                })
                .collect();
            audit::append(transaction, &lines)?;
            marks.push(("audit lines", start.elapsed()));
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
