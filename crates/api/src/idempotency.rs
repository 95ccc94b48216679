//! Creations that may be sent twice: the same `Idempotency-IdempotencyKey` with the same body makes one thing, and gets the same
//! answer again.

use std::future::{Ready, ready};

use access::Actor;
use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderName};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::TimeDelta;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use storage::schema::idempotency_keys::{self, table};
use storage::{Database, StorageError, Timestamp, Transaction};

use crate::problem::{Problem, ProblemKind};
use crate::version::tag;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPEATED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// How long an answer is kept: long enough for whoever lost it to ask again.
const KEPT: TimeDelta = TimeDelta::hours(48);

/// The key that came with a creation, if one did, and a hash of what it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IdempotencyKey(pub(crate) Option<String>);

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let sound = |key: &str| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        ready(match request.headers().get(KEY).map(|key| key.to_str().ok().filter(|key| sound(key))) {
            None => Ok(Self(None)),
            Some(Some(key)) => Ok(Self(Some(key.to_owned()))),
            Some(None) => Err(Problem::new(
                ProblemKind::MalformedHeader,
                "`Idempotency-IdempotencyKey` takes 1 to 255 visible ASCII characters, such as a UUID",
            )),
        })
    }
}

/// What a creation answers: where the thing is, its version, and what else is said of it. It holds nothing of
/// anybody's profile, since it is kept beside the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CreationResponse {
    /// The address of what was made.
    location: String,
    /// Its first version.
    version: i64,
    /// What is shown of it.
    shown: serde_json::Value,
    /// Whether this is what was answered before.
    #[serde(skip)]
    repeated: bool,
}

impl CreationResponse {
    pub(crate) fn new(location: String, version: i64, shown: &impl Serialize) -> Result<Self, Problem> {
        let shown = serde_json::to_value(shown).map_err(unwritten)?;
        Ok(Self { location, version, shown, repeated: false })
    }

    pub(crate) fn response(self) -> HttpResponse {
        let mut response = HttpResponse::Created();
        response.insert_header((header::LOCATION, self.location)).insert_header((header::ETAG, tag(self.version)));
        if self.repeated {
            response.insert_header((REPEATED, "true"));
        }
        response.json(self.shown)
    }
}

fn unwritten(error: serde_json::Error) -> Problem {
    StorageError::Other(error.to_string()).into()
}

/// A hash of what was asked: of which act, and with which body.
fn hash(act: &str, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(act);
    hash.update([0]);
    hash.update(body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl IdempotencyKey {
    /// Makes something once: it and its key are written in one transaction.
    pub(crate) fn once(
        &self,
        database: &Database,
        actor: &Actor,
        act: &str,
        body: &[u8],
        make: impl FnOnce(&mut Transaction<'_>) -> Result<CreationResponse, Problem>,
    ) -> Result<CreationResponse, Problem> {
        let Some(key) = &self.0 else { return database.write(make) };
        let hash = hash(act, body);
        let made = database.write(|transaction| -> Result<Option<CreationResponse>, Problem> {
            if let Some(answer) = answered(transaction, actor, key, &hash)? {
                return Ok(Some(answer));
            }
            // The key comes first: a second request with it waits here, and not for a half-made thing.
            if !claim(transaction, actor, key, &hash)? {
                return Ok(None);
            }
            let answer = make(transaction)?;
            keep(transaction, actor, key, &answer)?;
            Ok(Some(answer))
        })?;
        match made {
            Some(answer) => Ok(answer),
            // Somebody else had the key first, and has committed.
            None => database.write(|transaction| {
                answered(transaction, actor, key, &hash)?.ok_or_else(|| StorageError::Busy.into())
            }),
        }
    }
}

/// What was answered before to this key.
fn answered(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    key: &str,
    hash: &str,
) -> Result<Option<CreationResponse>, Problem> {
    let found: Option<(String, String)> = table
        .find((&actor.subject, key))
        .select((idempotency_keys::request_hash, idempotency_keys::response_body))
        .first(transaction.connection())
        .optional()
        .map_err(StorageError::from)?;
    let Some((of, body)) = found else { return Ok(None) };
    if of != hash {
        return Err(Problem::new(
            ProblemKind::KeyReused,
            "this `Idempotency-IdempotencyKey` came with another request before; use a new one for a new request",
        ));
    }
    let answer: CreationResponse = serde_json::from_str(&body).map_err(unwritten)?;
    Ok(Some(CreationResponse { repeated: true, ..answer }))
}

/// Takes the key, unless somebody else took it meanwhile; forgets old ones.
fn claim(transaction: &mut Transaction<'_>, actor: &Actor, key: &str, hash: &str) -> Result<bool, Problem> {
    let now = Timestamp::now();
    let old = table.filter(idempotency_keys::created_at.lt(now.plus(-KEPT).to_string()));
    diesel::delete(old).execute(transaction.connection()).map_err(StorageError::from)?;
    let row = (
        idempotency_keys::actor.eq(&actor.subject),
        idempotency_keys::key.eq(key),
        idempotency_keys::request_hash.eq(hash),
        idempotency_keys::response_status.eq(201_i64),
        idempotency_keys::response_body.eq(""),
        idempotency_keys::created_at.eq(now.to_string()),
    );
    let claimed: Result<usize, StorageError> = transaction
        .savepoint(|transaction| Ok(diesel::insert_into(table).values(row).execute(transaction.connection())?));
    match claimed {
        Ok(_) => Ok(true),
        Err(error) if error.is_unique_violation_of("idempotency_keys_actor_key") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Keeps the answer beside the key.
fn keep(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    key: &str,
    answer: &CreationResponse,
) -> Result<(), Problem> {
    diesel::update(table.find((&actor.subject, key)))
        .set(idempotency_keys::response_body.eq(serde_json::to_string(answer).map_err(unwritten)?))
        .execute(transaction.connection())
        .map_err(StorageError::from)?;
    Ok(())
}
