//! Verifies the audit log for auditors of the installation.

use std::sync::{Mutex, TryLockError};

use access::audit_log::verify_and_note;
use actix_web::web::{Data, Json};
use actix_web::{Responder, post};
use ranking::covered_rows;
use serde::Serialize;
use storage::Timestamp;
use storage::audit_verification::{ErasedDetails, Finding, FindingKind, Verification};
use utoipa::ToSchema;
use web::{AppContext, Caller, Problem, ProblemKind, run_blocking};

use crate::problem_responses;

/// Held while a verification runs: it reads everything, so there is one at a time.
static RUNNING: Mutex<()> = Mutex::new(());

/// What was verified, and what doesn't fit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditVerification)]
pub(crate) struct VerificationResponse {
    /// Whether everything fits together.
    is_intact: bool,
    /// Number of audit entries.
    entries: i64,
    /// The root of the tree over them, in hexadecimal.
    root: String,
    /// Number of events.
    events: i64,
    /// Number of the newest events, to which the next entry commits.
    uncovered_events: i64,
    /// Numbers of entries of the checkpoints that this server kept, and that were compared.
    checkpoints: Vec<u64>,
    /// Entries whose details were erased.
    erased: Vec<ErasedResponse>,
    /// What doesn't fit, in the order of the entries, at most 100.
    findings: Vec<FindingResponse>,
    /// Number of further findings.
    further_findings: usize,
}

/// An entry whose details were erased.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErasedDetails)]
pub(crate) struct ErasedResponse {
    position: i64,
    /// The entry that says who erased them.
    erased_by_entry: i64,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    erased_at: Timestamp,
    actor: String,
}

/// What doesn't fit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditFinding)]
pub(crate) struct FindingResponse {
    /// What was changed: `entry`, `head`, `tree`, `event`, `record` or `checkpoint`.
    #[schema(value_type = String)]
    kind: FindingKind,
    /// The first audit entry that it may concern.
    first: i64,
    /// The last audit entry that it may concern.
    last: i64,
    /// For a person.
    what: String,
}

impl VerificationResponse {
    fn new(verification: Verification, checkpoints: Vec<u64>) -> Self {
        let erased = |ErasedDetails { position, erased_by_entry, erased_at, actor }| ErasedResponse {
            position,
            erased_by_entry,
            erased_at,
            actor,
        };
        let finding = |Finding { kind, first, last, what }| FindingResponse { kind, first, last, what };
        Self {
            is_intact: verification.findings.is_empty(),
            entries: verification.entries,
            root: verification.root,
            events: verification.events,
            uncovered_events: verification.uncovered_events,
            checkpoints,
            erased: verification.erased.into_iter().map(erased).collect(),
            findings: verification.findings.into_iter().map(finding).collect(),
            further_findings: verification.further_findings,
        }
    }
}

/// Verifies the audit log, the events and all rows to which entries commit, and compares them with the checkpoints that this server
/// kept. Reads everything, so there is one verification at a time; one that takes longer than a request may goes on, and its
/// result is noted in the log. Who can write to the database and to the server's folders can make all of it fit:
/// `passerelle audit verify` compares a copy with checkpoints that were kept elsewhere.
#[utoipa::path(
    operation_id = "verify_audit_log",
    tag = "audit log",
    responses((status = 200, body = VerificationResponse), problem_responses::Usual, problem_responses::State)
)]
#[post("/audit-log/verification")]
pub(crate) async fn verify_audit_log(context: Data<AppContext>, caller: Caller) -> Result<impl Responder, Problem> {
    let verified = run_blocking(&context, move |context| {
        let _running = match RUNNING.try_lock() {
            Ok(running) => running,
            Err(TryLockError::Poisoned(running)) => running.into_inner(),
            Err(TryLockError::WouldBlock) => {
                let detail = "a verification is running; ask again when it has ended";
                return Err(Problem::new(ProblemKind::Conflict, detail));
            }
        };
        let expected = context.checkpoints.own_roots()?;
        let verification = verify_and_note(&context.database, &caller.0, &expected, &mut covered_rows())?;
        Ok(VerificationResponse::new(verification, expected.iter().map(|root| root.size).collect()))
    });
    Ok(Json(verified.await?))
}
