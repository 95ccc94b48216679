//! Decision records in the database. A record is made once and then only read; the rules that it rests on are stored once
//! for all records that have them, by their hash.

use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use access::{Actor, Permission, Subject, programmes};
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use matching::rule_config::RuleConfig;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::{AnyConnection, Database, StorageError, Timestamp, Transaction, audit};
use uuid::Uuid;
use vocabulary::{Date, OrganisationId, ProgrammeId, VacancyId};

use crate::decision_record::{Audience, DecisionRecord, RecordError, Replay};
use crate::programme_rankings::{RankingError, tie_breaker};

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

/// A row of `decision_records`.
#[derive(Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = decision_records)]
struct RecordRow {
    id: String,
    programme_id: String,
    vacancy_id: String,
    organisation: String,
    audience: String,
    question: String,
    as_of: String,
    actor: String,
    made_at: String,
    rules: String,
    body: Vec<u8>,
}

/// A stored record with what is known of it without reading it.
#[derive(Debug)]
pub(crate) struct StoredRecord {
    pub(crate) id: Uuid,
    pub(crate) programme: ProgrammeId,
    pub(crate) vacancy: VacancyId,
    pub(crate) organisation: OrganisationId,
    pub(crate) audience: Audience,
    /// The hash of the question.
    pub(crate) question: String,
    pub(crate) as_of: Date,
    /// Who asked first.
    pub(crate) actor: String,
    pub(crate) made_at: Timestamp,
    /// The hash of the rules.
    pub(crate) rules: String,
    pub(crate) body: Vec<u8>,
}

impl From<StoredRecord> for RecordRow {
    fn from(record: StoredRecord) -> Self {
        Self {
            id: record.id.to_string(),
            programme_id: record.programme.to_string(),
            vacancy_id: record.vacancy.to_string(),
            organisation: record.organisation.to_string(),
            audience: record.audience.to_string(),
            question: record.question,
            as_of: record.as_of.to_string(),
            actor: record.actor,
            made_at: record.made_at.to_string(),
            rules: record.rules,
            body: record.body,
        }
    }
}

impl TryFrom<RecordRow> for StoredRecord {
    type Error = StorageError;

    fn try_from(row: RecordRow) -> Result<Self, StorageError> {
        fn read<T: FromStr>(written: &str, expected: &str) -> Result<T, StorageError> {
            written.parse().map_err(|_| StorageError::unreadable(expected, written))
        }
        Ok(Self {
            id: read(&row.id, "a UUID")?,
            programme: read(&row.programme_id, "a UUID")?,
            vacancy: read(&row.vacancy_id, "a UUID")?,
            organisation: read(&row.organisation, "a UUID")?,
            audience: read(&row.audience, "an audience")?,
            question: row.question,
            as_of: read(&row.as_of, "a date")?,
            actor: row.actor,
            made_at: read(&row.made_at, "a timestamp")?,
            rules: row.rules,
            body: row.body,
        })
    }
}

impl StoredRecord {
    /// The subject of permissions on it.
    pub(crate) fn subject(&self) -> Subject {
        Subject::in_programme(self.programme).of_organisation(self.organisation)
    }

    /// The record with this identifier, when it is of a programme in the actor's scope and made for such an audience.
    pub(crate) fn find(connection: &mut AnyConnection, actor: &Actor, id: Uuid) -> Result<Self, RankingError> {
        let row = decision_records::table
            .find(id.to_string())
            .select(RecordRow::as_select())
            .get_result(connection)
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
            .select(RecordRow::as_select())
            .get_result(connection)
            .optional()?;
        row.map(Self::try_from).transpose()
    }
}

/// Inserts a row unless another one has its key. Gives the number of inserted rows, 1 or 0.
macro_rules! insert_if_missing {
    ($transaction:expr, $table:expr, $values:expr) => {
        match $transaction.connection() {
            AnyConnection::Sqlite(connection) => {
                diesel::insert_into($table).values($values).on_conflict_do_nothing().execute(connection)?
            }
            AnyConnection::Postgres(connection) => {
                diesel::insert_into($table).values($values).on_conflict_do_nothing().execute(connection)?
            }
        }
    };
}

/// Writes a record with its rules and audit entry, which has these [`audit_details`]. Returns false, and writes nothing, when the question has a record.
pub(crate) fn insert(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    record: StoredRecord,
    details: serde_json::Value,
    rules: &KnownRules,
) -> Result<bool, StorageError> {
    let (programme, subject) = (record.programme, Some(record.vacancy.uuid()));
    let inserted = insert_if_missing!(transaction, decision_records::table, RecordRow::from(record));
    if inserted == 0 {
        return Ok(false);
    }
    if !rules.is_stored.load(Ordering::Acquire) {
        let values = (rule_configs::hash.eq(&rules.hash), rule_configs::body.eq(&rules.body));
        insert_if_missing!(transaction, rule_configs::table, values);
    }
    audit::append(
        transaction,
        &[actor.audit_entry(Permission::RankVacancy, programme, "vacancy", subject, details)],
    )?;
    Ok(true)
}

/// The details of the audit entry of a record. A record that was changed later has another hash.
pub(crate) fn audit_details(id: Uuid, listed: usize, body: &[u8]) -> serde_json::Value {
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

/// The rules in use, each with its hash.
#[derive(Debug, Default)]
pub(crate) struct RulesInUse(Mutex<Vec<Arc<KnownRules>>>);

impl RulesInUse {
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

    /// The rules with a hash: those in use, else those that are stored.
    pub(crate) fn find(&self, connection: &mut AnyConnection, hash: &str) -> Result<Arc<RuleConfig>, RankingError> {
        let in_use = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = in_use.iter().find(|known| known.hash == hash) {
            return Ok(found.rules.clone());
        }
        drop(in_use);
        Ok(Arc::new(read_rules(&stored_rules(connection, hash)?)?))
    }
}

/// The JSON of stored rules.
fn stored_rules(connection: &mut AnyConnection, hash: &str) -> Result<String, RankingError> {
    let body = rule_configs::table.find(hash).select(rule_configs::body).get_result(connection).optional();
    let body = body.map_err(StorageError::from)?;
    Ok(body.ok_or_else(|| RecordError::NoRules(hash.to_owned()))?)
}

fn read_rules(body: &str) -> Result<RuleConfig, RecordError> {
    Ok(serde_json::from_str(body)?)
}

/// Computes a decision record again and audits that. Needs no index.
///
/// # Errors
/// [`RankingError::NoRecord`], [`RankingError::Forbidden`], [`RankingError::Record`], and errors of the database.
pub fn replay(database: &Database, actor: &Actor, record: Uuid) -> Result<Replay, RankingError> {
    let (stored, rules, key) = database.read(|connection| {
        let stored = StoredRecord::find(connection, actor, record)?;
        actor.may(Permission::ReplayRecord, &stored.subject())?;
        let rules = stored_rules(connection, &stored.rules)?;
        let key = programmes::secret_key(connection, stored.programme)?;
        Ok::<_, RankingError>((stored, rules, key))
    })?;
    let kept = DecisionRecord::from_bytes(&stored.body)?;
    let people = kept.listed();
    let untouched = hex::encode(Sha256::digest(&rules)) == stored.rules
        && database.read(|connection| {
            let details = audit_details(record, people, &stored.body);
            audit::has(connection, Permission::RankVacancy.word(), &stored.vacancy.to_string(), &details)
        })?;
    let (differences, in_order) = kept.differences(&read_rules(&rules)?, &tie_breaker(&key, stored.vacancy))?;
    let same = differences.is_empty();
    database.write(|transaction| {
        let details = json!({ "same": same, "untouched": untouched, "in_order": in_order });
        let entry = actor.audit_entry(Permission::ReplayRecord, stored.programme, "record", Some(record), details);
        audit::append(transaction, &[entry])
    })?;
    Ok(Replay { record, same, untouched, in_order, people, differences })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(decision_records, rule_configs);
    }
}
