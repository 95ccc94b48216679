//! Lists audit entries for auditors.

use access::{Permission, Role, audit_log};
use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use storage::Timestamp;
use storage::audit::{AuditEntry, AuditFilter, Commitment, EntryName};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use vocabulary::{CandidateId, Date, OrganisationId, ProgrammeId, Scope};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use crate::{problem_responses, schema_references};

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListAuditEntriesParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
    /// Those of one programme; a token for one programme needs none, and one for the installation sees all without.
    #[param(value_type = Option<uuid::Uuid>)]
    programme: Option<ProgrammeId>,
    /// Those of one actor.
    actor: Option<String>,
    /// Those of actors in one role.
    #[param(schema_with = schema_references::role, required = false)]
    role: Option<Role>,
    /// Those of one action.
    #[param(schema_with = schema_references::audit_action, required = false)]
    action: Option<Permission>,
    /// Those on one subject: a candidate, a vacancy, …
    subject: Option<Uuid>,
    /// Those from this day on, in UTC.
    from: Option<Date>,
    /// Those until this day, included, in UTC.
    until: Option<Date>,
}

/// The hash of a row as an action left it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditCommitment)]
pub(crate) struct CommitmentResponse {
    /// The kind of row, such as `candidate` or `decision-record`.
    kind: String,
    id: Uuid,
    sha256: String,
}

impl From<Commitment> for CommitmentResponse {
    fn from(Commitment { id, kind, sha256 }: Commitment) -> Self {
        Self { kind, id, sha256 }
    }
}

/// An audit entry: who did what.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(crate) struct AuditEntryResponse {
    /// The position in the log of the installation, from 1; absent for an auditor of one programme, to whom it would tell what
    /// happens elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<i64>,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    recorded_at: Timestamp,
    /// The actor: the subject of their token.
    actor: String,
    #[schema(schema_with = schema_references::role)]
    role: String,
    /// Absent where the action concerned no single programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    programme: Option<ProgrammeId>,
    /// The organisation for which they acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    #[schema(schema_with = schema_references::audit_action)]
    action: String,
    subject_kind: String,
    /// Absent where the action was on all of that kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Uuid>,
    /// The candidate whom the action concerned, where the subject is something else, such as a placement.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    candidate: Option<CandidateId>,
    /// The hashes of the rows that the action wrote, to which the entry commits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    covers: Vec<CommitmentResponse>,
    /// What there is to say besides; absent when it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Value>,
    /// The hash of the chain at this entry.
    hash: String,
}

impl AuditEntryResponse {
    /// The entry as its reader may see it: positions count the entries of all programmes.
    fn new(entry: AuditEntry, reader: Scope) -> Self {
        Self {
            position: (reader == Scope::Installation).then_some(entry.position),
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            role: entry.role,
            programme: entry.programme,
            organisation: entry.organisation,
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject: entry.subject,
            candidate: entry.candidate,
            covers: entry.covers.into_iter().map(CommitmentResponse::from).collect(),
            details: (!entry.is_erased).then_some(entry.details),
            hash: entry.hash,
        }
    }
}

/// The list's name in its cursors.
const LIST: &str = "audit-entries";

/// Audit entries in the order of the log, for auditors. The reading is noted in it.
#[utoipa::path(
    operation_id = "list_audit_entries",
    tag = "audit log",
    params(ListAuditEntriesParams),
    responses((status = 200, body = Page<AuditEntryResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/audit-entries")]
pub(crate) async fn list_audit_entries(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ListAuditEntriesParams>,
) -> Result<impl Responder, Problem> {
    let ListAuditEntriesParams { limit, cursor, programme, actor, role, action, subject, from, until } = params.0;
    let (limit, after) = Cursors::new(&context, &caller, LIST).page::<EntryName>(limit, cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let filter = AuditFilter {
            programme: programme.or(caller.0.scope.programme()),
            actor,
            role: role.map(|role| role.word().to_owned()),
            action: action.map(|action| action.word().to_owned()),
            subject,
            candidate: None,
            from,
            until,
        };
        // Cursors can be read, so they have no position either.
        let after = match &after {
            Some(last) => context.database.read(|connection| last.position(connection))?,
            None => 0,
        };
        let page = audit_log::search(&context.database, &caller.0, &filter, after, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| {
                Cursors::new(context, &caller, LIST)
                    .encode(EntryName { subject: last.subject, hash: last.hash.clone() })
            },
            |entry| AuditEntryResponse::new(entry, caller.0.scope),
        ))
    });
    Ok(Json(page.await?))
}
