//! Decision records in the database. A record is made once and then only read; the rules that it rests on are stored once
//! for all records that have them, by their hash.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use access::{Actor, Permission, Subject};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use matching::rule_config::RuleConfig;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::{AnyConnection, Database, StorageError, Timestamp, Transaction, audit};
use uuid::Uuid;
use vocabulary::{OrganisationId, ProgrammeId, VacancyId};

use crate::decision_record::{Audience, DecisionRecord, RecordError, Replay};
use crate::programme_rankings::RankingError;

diesel::table! {
    /// A ranking as it was made, with its input.
    decision_records (id) {
        /// Column `id`.
        id -> Text,
        /// Column `programme_id`.
        programme_id -> Text,
        /// Column `vacancy_id`.
        vacancy_id -> Text,
        /// Column `organisation`.
        organisation -> Text,
        /// Column `audience`.
        audience -> Text,
        /// Column `question`.
        question -> Text,
        /// Column `as_of`.
        as_of -> Text,
        /// Column `actor`.
        actor -> Text,
        /// Column `made_at`.
        made_at -> Text,
        /// Column `rules`.
        rules -> Text,
        /// Column `body`.
        body -> Binary,
    }
}

diesel::table! {
    /// Rules and criteria on which records rest.
    rule_configs (hash) {
        /// Column `hash`.
        hash -> Text,
        /// Column `body`.
        body -> Text,
    }
}

/// A stored record with what is known of it without reading it.
#[derive(Debug)]
pub(crate) struct StoredRecord {
    pub(crate) id: Uuid,
    pub(crate) programme: ProgrammeId,
    pub(crate) vacancy: VacancyId,
    pub(crate) organisation: OrganisationId,
    pub(crate) audience: Audience,
    pub(crate) made_at: Timestamp,
    /// The hash of the rules.
    pub(crate) rules: String,
    pub(crate) body: Vec<u8>,
}

type Row = (String, String, String, String, String, String, String, Vec<u8>);

impl TryFrom<Row> for StoredRecord {
    type Error = StorageError;

    fn try_from(
        (id, programme, vacancy, organisation, audience, made_at, rules, body): Row,
    ) -> Result<Self, StorageError> {
        fn id_of<T: std::str::FromStr>(written: &str) -> Result<T, StorageError> {
            written.parse().map_err(|_| StorageError::unreadable("a UUID", written))
        }
        Ok(Self {
            id: id_of(&id)?,
            programme: id_of(&programme)?,
            vacancy: id_of(&vacancy)?,
            organisation: id_of(&organisation)?,
            audience: Audience::from_word(&audience)
                .ok_or_else(|| StorageError::unreadable("an audience", &audience))?,
            made_at: made_at.parse().map_err(|_| StorageError::unreadable("a timestamp", &made_at))?,
            rules,
            body,
        })
    }
}

impl StoredRecord {
    /// The subject of permissions on it.
    pub(crate) fn subject(&self) -> Subject {
        Subject::in_programme(self.programme).of_organisation(self.organisation)
    }

    /// The record with this identifier, whose programme the actor may act in.
    pub(crate) fn find(connection: &mut AnyConnection, actor: &Actor, id: Uuid) -> Result<Self, RankingError> {
        let row = decision_records::table
            .find(id.to_string())
            .select(COLUMNS)
            .first::<Row>(connection)
            .optional()
            .map_err(StorageError::from)?
            .ok_or(RankingError::NoRecord)?;
        let found = Self::try_from(row)?;
        // A record of another programme, or one that tells staff more than an employer may know, isn't told apart from
        // one that doesn't exist.
        match actor.is_in_scope(found.programme) && found.audience.may_be_read_by(actor) {
            true => Ok(found),
            false => Err(RankingError::NoRecord),
        }
    }

    /// The record that answers a question.
    pub(crate) fn of_question(
        connection: &mut AnyConnection,
        programme: ProgrammeId,
        question: &str,
    ) -> Result<Option<Self>, StorageError> {
        let row = decision_records::table
            .filter(decision_records::programme_id.eq(programme.to_string()))
            .filter(decision_records::question.eq(question))
            .select(COLUMNS)
            .first::<Row>(connection)
            .optional()?;
        row.map(Self::try_from).transpose()
    }
}

const COLUMNS: (
    decision_records::id,
    decision_records::programme_id,
    decision_records::vacancy_id,
    decision_records::organisation,
    decision_records::audience,
    decision_records::made_at,
    decision_records::rules,
    decision_records::body,
) = (
    decision_records::id,
    decision_records::programme_id,
    decision_records::vacancy_id,
    decision_records::organisation,
    decision_records::audience,
    decision_records::made_at,
    decision_records::rules,
    decision_records::body,
);

/// Writes a record with its rules and audit entry. Returns false, and writes nothing, when the question has a record.
pub(crate) fn insert(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    record: &StoredRecord,
    question: &str,
    as_of: &str,
    listed: usize,
    rules: &KnownRules,
) -> Result<bool, StorageError> {
    let values = (
        decision_records::id.eq(record.id.to_string()),
        decision_records::programme_id.eq(record.programme.to_string()),
        decision_records::vacancy_id.eq(record.vacancy.to_string()),
        decision_records::organisation.eq(record.organisation.to_string()),
        decision_records::audience.eq(record.audience.word()),
        decision_records::question.eq(question),
        decision_records::as_of.eq(as_of),
        decision_records::actor.eq(&actor.subject),
        decision_records::made_at.eq(record.made_at.to_string()),
        decision_records::rules.eq(&record.rules),
        decision_records::body.eq(&record.body),
    );
    let inserted = match transaction.connection() {
        AnyConnection::Sqlite(connection) => diesel::insert_into(decision_records::table)
            .values(values)
            .on_conflict_do_nothing()
            .execute(connection)?,
        AnyConnection::Postgres(connection) => diesel::insert_into(decision_records::table)
            .values(values)
            .on_conflict_do_nothing()
            .execute(connection)?,
    };
    if inserted == 0 {
        return Ok(false);
    }
    if !rules.is_stored.load(Ordering::Acquire) {
        let values = (rule_configs::hash.eq(&rules.hash), rule_configs::body.eq(&rules.body));
        match transaction.connection() {
            AnyConnection::Sqlite(connection) => diesel::insert_into(rule_configs::table)
                .values(values)
                .on_conflict_do_nothing()
                .execute(connection)?,
            AnyConnection::Postgres(connection) => diesel::insert_into(rule_configs::table)
                .values(values)
                .on_conflict_do_nothing()
                .execute(connection)?,
        };
    }
    let details = audit_details(record.id, listed, &record.body);
    let subject = Some(record.vacancy.uuid());
    audit::append(
        transaction,
        &[actor.audit_entry(Permission::RankVacancy, record.programme, "vacancy", subject, details)],
    )?;
    Ok(true)
}

/// The details of the audit entry of a record. A record that was changed later has another hash.
fn audit_details(id: Uuid, listed: usize, body: &[u8]) -> serde_json::Value {
    json!({ "record": id, "listed": listed, "sha256": hex::encode(Sha256::digest(body)) })
}

/// Rules with the hash under which they are stored.
#[derive(Debug)]
pub(crate) struct KnownRules {
    pub(crate) rules: Arc<RuleConfig>,
    pub(crate) hash: String,
    body: String,
    is_stored: AtomicBool,
}

impl KnownRules {
    /// Notes that they are in the database, which spares the next record writing them.
    pub(crate) fn note_stored(&self) {
        self.is_stored.store(true, Ordering::Release);
    }
}

/// The rules in use and those of records that were read, each with its hash.
#[derive(Debug, Default)]
pub(crate) struct RulesCache(Mutex<Vec<Arc<KnownRules>>>);

impl RulesCache {
    /// Rules in use, with their hash, which is computed once.
    pub(crate) fn of(&self, rules: &Arc<RuleConfig>) -> Result<Arc<KnownRules>, RecordError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.iter().find(|known| Arc::ptr_eq(&known.rules, rules)) {
            return Ok(found.clone());
        }
        let body = serde_json::to_string(rules.as_ref())?;
        let hash = hex::encode(Sha256::digest(&body));
        let new = Arc::new(KnownRules { rules: rules.clone(), hash, body, is_stored: AtomicBool::new(false) });
        known.push(new.clone());
        Ok(new)
    }

    /// The rules with a hash.
    pub(crate) fn find(&self, connection: &mut AnyConnection, hash: &str) -> Result<Arc<RuleConfig>, RankingError> {
        let in_use = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = in_use.iter().find(|known| known.hash == hash) {
            return Ok(found.rules.clone());
        }
        drop(in_use);
        stored_rules(connection, hash).map(Arc::new)
    }
}

fn stored_rules(connection: &mut AnyConnection, hash: &str) -> Result<RuleConfig, RankingError> {
    let body: Option<String> = rule_configs::table
        .find(hash)
        .select(rule_configs::body)
        .first(connection)
        .optional()
        .map_err(StorageError::from)?;
    let body = body.ok_or_else(|| RecordError::NoRules(hash.to_owned()))?;
    Ok(serde_json::from_str(&body).map_err(RecordError::from)?)
}

/// Computes a decision record again and audits that. Needs no index.
///
/// # Errors
/// [`RankingError::NoRecord`], [`RankingError::Forbidden`], [`RankingError::Record`], and errors of the database.
pub fn replay(database: &Database, actor: &Actor, record: Uuid) -> Result<Replay, RankingError> {
    let (stored, rules) = database.read(|connection| {
        let stored = StoredRecord::find(connection, actor, record)?;
        actor.may(Permission::ReplayRecord, &stored.subject())?;
        let rules = stored_rules(connection, &stored.rules)?;
        Ok::<_, RankingError>((stored, rules))
    })?;
    let kept = DecisionRecord::from_bytes(&stored.body)?;
    let people = kept.listed();
    let has_same_rules =
        serde_json::to_string(&rules).is_ok_and(|body| hex::encode(Sha256::digest(body)) == stored.rules);
    let untouched = has_same_rules
        && database.read(|connection| {
            let details = audit_details(record, people, &stored.body);
            audit::has(connection, Permission::RankVacancy.word(), &stored.vacancy.to_string(), &details)
        })?;
    let differences = kept.differences(&rules)?;
    let same = differences.is_empty();
    database.write(|transaction| {
        let details = json!({ "same": same, "untouched": untouched });
        let entry = actor.audit_entry(Permission::ReplayRecord, stored.programme, "record", Some(record), details);
        audit::append(transaction, &[entry])
    })?;
    Ok(Replay { record, same, untouched, people, differences })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(decision_records, rule_configs);
    }
}
