//! Creations that can be sent twice: the same `Idempotency-Key` with the same body creates one resource, and gets the
//! same response again.

use std::future::{Ready, ready};

use access::Actor;
use actix_web::dev::Payload;
use actix_web::http::header::{self, ETag, HeaderName};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::TimeDelta;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use storage::jobs::{self, Finished, Job, JobError, RunningJob};
use storage::{Database, StorageError, Transaction};

use crate::conditional::entity_tag;
use crate::problem::{Problem, ProblemKind};

use self::idempotency_keys::table;

diesel::table! {
    /// Responses to creations, by the key of the request.
    idempotency_keys (scope, actor, key) {
        /// The programme of the token, or `installation`.
        scope -> Text,
        /// The subject of the token.
        actor -> Text,
        /// The key.
        key -> Text,
        /// Hash of the operation and the body.
        request_hash -> Text,
        /// The status of the response.
        response_status -> BigInt,
        /// The response, as JSON; empty until the creation is done.
        response_body -> Text,
        /// When the key was first sent.
        created_at -> Text,
    }
}

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// How long a response is kept at least, so that a caller who lost it can send the request again.
const RETENTION: TimeDelta = TimeDelta::hours(48);
/// The time between two removals of responses that were kept long enough.
const REMOVAL_INTERVAL: TimeDelta = TimeDelta::hours(1);

/// The `Idempotency-Key` of a creation, if there is one. Extraction fails where it isn't 1 to 255 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let is_valid = |key: &str| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        ready(match request.headers().get(KEY).map(|key| key.to_str().ok().filter(|key| is_valid(key))) {
            None => Ok(Self(None)),
            Some(Some(key)) => Ok(Self(Some(key.to_owned()))),
            Some(None) => Err(Problem::new(
                ProblemKind::MalformedHeader,
                "`Idempotency-Key` takes 1 to 255 visible ASCII characters, such as a UUID",
            )),
        })
    }
}

/// The response to a creation. It is stored beside the key, so its body must hold no profile and no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreationResponse {
    /// The address of the new resource.
    location: String,
    /// Its first version.
    version: i64,
    /// The body of the response.
    body: serde_json::Value,
    /// Whether it was sent before.
    #[serde(skip)]
    is_replayed: bool,
}

impl CreationResponse {
    /// A response with the address, the first version and the body.
    ///
    /// # Errors
    /// When the body can't be JSON.
    pub fn new(location: String, version: i64, body: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_value(body).map_err(json_problem)?;
        Ok(Self { location, version, body, is_replayed: false })
    }

    /// The HTTP response: 201 with `Location` and `ETag`.
    pub fn into_response(self) -> HttpResponse {
        let mut response = HttpResponse::Created();
        response.insert_header((header::LOCATION, self.location)).insert_header(ETag(entity_tag(self.version)));
        if self.is_replayed {
            response.insert_header((REPLAYED, "true"));
        }
        response.json(self.body)
    }
}

fn json_problem(error: serde_json::Error) -> Problem {
    StorageError::Other(error.to_string()).into()
}

/// The SHA-256 of an operation and its body, in hexadecimal.
fn request_hash(operation: &str, body: &[u8]) -> String {
    hex::encode(Sha256::new().chain_update(operation).chain_update([0]).chain_update(body).finalize())
}

impl IdempotencyKey {
    /// Creates a resource once: it and its key are written in one transaction. A key that was sent before by the same
    /// actor returns its response instead.
    ///
    /// # Errors
    /// Those of `create`; [`ProblemKind::KeyReused`] when the key was sent with another request; when the database fails.
    pub fn create_once(
        &self,
        database: &Database,
        actor: &Actor,
        operation: &str,
        body: &[u8],
        create: impl FnOnce(&mut Transaction<'_>) -> Result<CreationResponse, Problem>,
    ) -> Result<CreationResponse, Problem> {
        let Some(key) = &self.0 else { return database.write(create) };
        let hash = request_hash(operation, body);
        let response = database.write(|transaction| -> Result<Option<CreationResponse>, Problem> {
            if let Some(response) = stored_response(transaction, actor, key, &hash)? {
                return Ok(Some(response));
            }
            // The key is inserted first, so that a second request with it waits here for the first one's commit.
            if !claim(transaction, actor, key, &hash)? {
                return Ok(None);
            }
            let response = create(transaction)?;
            store_response(transaction, actor, key, &response)?;
            Ok(Some(response))
        })?;
        match response {
            Some(response) => Ok(response),
            // Another request claimed the key first, and has committed.
            None => database.write(|transaction| {
                stored_response(transaction, actor, key, &hash)?.ok_or_else(|| StorageError::Busy.into())
            }),
        }
    }
}

/// The scope of an actor as it is stored: one person's keys in two programmes are different ones.
fn scope(actor: &Actor) -> String {
    actor.scope.programme().map_or_else(|| "installation".to_owned(), |programme| programme.to_string())
}

/// The response that is stored for a key.
fn stored_response(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    key: &str,
    hash: &str,
) -> Result<Option<CreationResponse>, Problem> {
    let row: Option<(String, String)> = table
        .find((scope(actor), &actor.subject, key))
        .select((idempotency_keys::request_hash, idempotency_keys::response_body))
        .first(transaction.connection())
        .optional()
        .map_err(StorageError::from)?;
    let Some((stored_hash, body)) = row else { return Ok(None) };
    if stored_hash != hash {
        return Err(Problem::new(
            ProblemKind::KeyReused,
            "this `Idempotency-Key` came with another request before; use a new one for a new request",
        ));
    }
    let response: CreationResponse = serde_json::from_str(&body).map_err(json_problem)?;
    Ok(Some(CreationResponse { is_replayed: true, ..response }))
}

/// Inserts the key. Returns false where another request has inserted it meanwhile.
fn claim(transaction: &mut Transaction<'_>, actor: &Actor, key: &str, hash: &str) -> Result<bool, Problem> {
    let now = transaction.now();
    let row = (
        idempotency_keys::scope.eq(scope(actor)),
        idempotency_keys::actor.eq(&actor.subject),
        idempotency_keys::key.eq(key),
        idempotency_keys::request_hash.eq(hash),
        idempotency_keys::response_status.eq(201_i64),
        idempotency_keys::response_body.eq(""),
        idempotency_keys::created_at.eq(now.to_string()),
    );
    let inserted: Result<usize, StorageError> = transaction
        .savepoint(|transaction| Ok(diesel::insert_into(table).values(row).execute(transaction.connection())?));
    match inserted {
        Ok(_) => Ok(true),
        Err(error) if error.is_unique_violation_of("idempotency_keys_scope_actor_key") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Stores the response beside its key.
fn store_response(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    key: &str,
    response: &CreationResponse,
) -> Result<(), Problem> {
    diesel::update(table.find((scope(actor), &actor.subject, key)))
        .set(idempotency_keys::response_body.eq(serde_json::to_string(response).map_err(json_problem)?))
        .execute(transaction.connection())
        .map_err(StorageError::from)?;
    Ok(())
}

/// The job that removes the responses that were kept long enough, every hour.
#[derive(Debug, Serialize, Deserialize)]
pub struct RemoveExpiredKeys {}

impl RemoveExpiredKeys {
    /// Enqueues the job, unless it is there. Every server does so when it starts.
    ///
    /// # Errors
    /// Those of the database.
    pub fn schedule(database: &Database) -> Result<(), StorageError> {
        database.write(|transaction| jobs::enqueue_recurring(transaction, &Self {}))
    }
}

impl Job for RemoveExpiredKeys {
    const KIND: &'static str = "remove-expired-idempotency-keys";
    type Context = ();

    fn run(self, (): &(), running: RunningJob<'_>) -> Result<Finished, JobError> {
        let now = running.now();
        running.repeat(now.plus(REMOVAL_INTERVAL), |transaction| {
            let expired = table.filter(idempotency_keys::created_at.lt(now.plus(-RETENTION).to_string()));
            diesel::delete(expired).execute(transaction.connection()).map_err(StorageError::from)?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use storage::Timestamp;
    use storage::job_runner::JobRunner;
    use storage::testing::for_each_database;
    use vocabulary::ManualClock;

    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(idempotency_keys);
    }

    #[test]
    fn keys_are_removed_after_48_hours_and_not_before() {
        for_each_database(|database| {
            let now: Timestamp = "2026-12-03T09:00:00Z".parse().expect("a timestamp");
            let kept = || -> Vec<String> {
                let keys = table.select(idempotency_keys::key).order(idempotency_keys::key);
                database.read(|connection| Ok::<_, StorageError>(keys.load(connection)?)).expect("keys")
            };
            for (key, created_at) in [("new", now.plus(-RETENTION)), ("old", now.plus(-RETENTION * 2))] {
                let row = (
                    idempotency_keys::scope.eq("installation"),
                    idempotency_keys::actor.eq("officer-1"),
                    idempotency_keys::key.eq(key),
                    idempotency_keys::request_hash.eq(""),
                    idempotency_keys::response_status.eq(201_i64),
                    idempotency_keys::response_body.eq("{}"),
                    idempotency_keys::created_at.eq(created_at.to_string()),
                );
                database
                    .write(|transaction| {
                        Ok::<_, StorageError>(
                            diesel::insert_into(table).values(row).execute(transaction.connection())?,
                        )
                    })
                    .expect("a key");
            }
            let clock = ManualClock::at(now.to_string().parse().expect("a timestamp"));
            let database = database.with_clock(clock.clock());
            RemoveExpiredKeys::schedule(&database).expect("enqueued");
            let runner = JobRunner::new(database.clone()).with::<RemoveExpiredKeys>(());
            assert!(runner.run_next().expect("it runs"));
            assert_eq!(kept(), ["new"]);
            assert!(!runner.run_next().expect("nothing is due"), "it waits for an hour");
            clock.advance(REMOVAL_INTERVAL);
            assert!(runner.run_next().expect("it runs again"));
            assert_eq!(kept(), [""; 0]);
        });
    }
}
