//! Decision records in the database. A record is made once and then only read; the rules that it rests on are stored once
//! for all records that have them, by their hash.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use access::{Actor, Permission, Subject, programmes};
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper, TextExpressionMethods};
use matching::rule_config::RuleConfig;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::audit::{AuditEntry, Commitment};
use storage::audit_verification::{CoveredRow, CoveredRows};
use storage::merkle_tree::Hash;
use storage::{AnyConnection, Database, StorageError, Timestamp, Transaction, audit, canonical_json};
use uuid::Uuid;
use vocabulary::{CandidateId, Date, OrganisationId, ProgrammeId, VacancyId};

use crate::candidate_leaves::{CandidateLeaves, end_of_id};
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
        /// Column `salt`.
        salt -> Text,
        /// Column `listed`.
        listed -> Text,
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
    salt: String,
    listed: String,
    body: Vec<u8>,
}

/// A stored record with what is known of it without reading it.
#[derive(Debug, Clone)]
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
    /// The salt of the leaves of its candidates.
    pub(crate) salt: String,
    /// The ends of the identifiers of the candidates that it lists.
    pub(crate) listed: String,
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
            salt: record.salt,
            listed: record.listed,
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
            salt: row.salt,
            listed: row.listed,
            body: row.body,
        })
    }
}

impl RecordRow {
    /// The hash by which its audit entry commits to it: SHA-256 over all columns as JSON (RFC 8785: the keys in order, no
    /// spaces), the body by its own hash.
    fn hash(&self) -> Hash {
        #[derive(serde::Serialize)]
        struct Content<'a> {
            actor: &'a str,
            as_of: &'a str,
            audience: &'a str,
            body_sha256: String,
            id: &'a str,
            listed: &'a str,
            made_at: &'a str,
            organisation: &'a str,
            programme: &'a str,
            question: &'a str,
            rules: &'a str,
            salt: &'a str,
            vacancy: &'a str,
        }
        let content = Content {
            actor: &self.actor,
            as_of: &self.as_of,
            audience: &self.audience,
            body_sha256: hex::encode(Sha256::digest(&self.body)),
            id: &self.id,
            listed: &self.listed,
            made_at: &self.made_at,
            organisation: &self.organisation,
            programme: &self.programme_id,
            question: &self.question,
            rules: &self.rules,
            salt: &self.salt,
            vacancy: &self.vacancy_id,
        };
        Sha256::digest(canonical_json(&content)).into()
    }
}

impl StoredRecord {
    /// What its audit entry commits to.
    pub(crate) fn commitment(&self) -> Commitment {
        Commitment::new(RECORD, self.id, &RecordRow::from(self.clone()).hash())
    }

    /// The record with this identifier, on which the actor has a permission, and which was made for such an audience. One of
    /// another programme or organisation, or one that tells staff more than an employer may know, is as one that doesn't
    /// exist: nothing more of it is read.
    pub(crate) fn find(
        connection: &mut AnyConnection,
        actor: &Actor,
        permission: Permission,
        id: Uuid,
    ) -> Result<Self, RankingError> {
        actor.may_ever(&[permission])?;
        let record = decision_records::table.find(id.to_string());
        let belongs_to: Option<(String, String, String)> = record
            .clone()
            .select((decision_records::programme_id, decision_records::organisation, decision_records::audience))
            .first(connection)
            .optional()
            .map_err(StorageError::from)?;
        let (programme, organisation, audience) = belongs_to.ok_or(RankingError::NoRecord)?;
        let unreadable = |_| StorageError::unreadable("a UUID", "…");
        let subject = Subject::in_programme(programme.parse().map_err(unreadable)?)
            .of_organisation(organisation.parse().map_err(unreadable)?);
        let audience: Audience = audience.parse().map_err(|_| StorageError::unreadable("an audience", &audience))?;
        if !actor.reaches(permission, &subject) || !audience.may_be_read_by(actor) {
            return Err(RankingError::NoRecord);
        }
        let row: RecordRow =
            record.select(RecordRow::as_select()).get_result(connection).map_err(StorageError::from)?;
        Ok(Self::try_from(row)?)
    }

    /// The record with this identifier. Checks no permission.
    pub(crate) fn with_id(connection: &mut AnyConnection, id: Uuid) -> Result<Option<Self>, StorageError> {
        let row = decision_records::table
            .find(id.to_string())
            .select(RecordRow::as_select())
            .get_result(connection)
            .optional()?;
        row.map(Self::try_from).transpose()
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

/// Writes a record with its rules and audit entry, which commits to the record and to the tree over its candidates. Returns
/// false, and writes nothing, when the question has a record.
pub(crate) fn insert(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    record: StoredRecord,
    candidates: &CandidateLeaves,
    rules: &KnownRules,
) -> Result<bool, StorageError> {
    let (programme, id, subject) = (record.programme, record.id, Some(record.vacancy.uuid()));
    let row = RecordRow::from(record);
    let inserted = insert_if_missing!(transaction, decision_records::table, &row);
    if inserted == 0 {
        return Ok(false);
    }
    if !rules.is_stored.load(Ordering::Acquire) {
        let values = (rule_configs::hash.eq(&rules.hash), rule_configs::body.eq(&rules.body));
        insert_if_missing!(transaction, rule_configs::table, values);
    }
    let details = json!({ "record": id, "listed": candidates.count() });
    // Both outlast the details, so that a record can be verified, and a candidate gets a proof, after these were erased.
    let covers =
        [Commitment::new(RECORD, id, &row.hash()), Commitment::new(LISTED_CANDIDATES, id, &candidates.root())];
    let entry = actor.audit_entry(Permission::RankVacancy, programme, "vacancy", subject, details).covering(covers);
    audit::append(transaction, &[entry])?;
    Ok(true)
}

/// The kind under which entries commit to decision records.
const RECORD: &str = "decision-record";

/// The kind under which the entry of a ranking commits to the tree over the candidates that it lists.
const LISTED_CANDIDATES: &str = "listed-candidates";

/// The audit entry that commits to a record.
pub(crate) fn audit_entry_of(
    connection: &mut AnyConnection,
    record: &StoredRecord,
) -> Result<Option<AuditEntry>, StorageError> {
    let vacancy = record.vacancy.to_string();
    audit::find(connection, Permission::RankVacancy.word(), &vacancy, RECORD, record.id)
}

/// The records of a programme that list a candidate, the newest first, before one of them; at most `limit`. Linear in the
/// records of the programme.
pub(crate) fn listing(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    candidate: CandidateId,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<StoredRecord>, StorageError> {
    let mut query = decision_records::table
        .filter(decision_records::programme_id.eq(programme.to_string()))
        .filter(decision_records::listed.like(format!("%{}%", end_of_id(candidate))))
        .order(decision_records::id.desc())
        .limit(limit)
        .select(RecordRow::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(decision_records::id.lt(before.to_string()));
    }
    query.load(connection)?.into_iter().map(StoredRecord::try_from).collect()
}

/// Decision records with the rules on which they rest, for the verification of the audit log.
#[derive(Debug, Default)]
pub struct CoveredRecords {
    after: String,
    rules: BTreeSet<String>,
}

/// The most records read at a time.
const PAGE: i64 = 200;

impl CoveredRows for CoveredRecords {
    fn kind(&self) -> &'static str {
        RECORD
    }

    fn next(&mut self, connection: &mut AnyConnection) -> Result<Vec<CoveredRow>, StorageError> {
        let rows: Vec<RecordRow> = decision_records::table
            .filter(decision_records::id.gt(&self.after))
            .order(decision_records::id)
            .limit(PAGE)
            .select(RecordRow::as_select())
            .load(connection)?;
        if let Some(last) = rows.last() {
            self.after.clone_from(&last.id);
        }
        let mut covered = Vec::with_capacity(rows.len());
        for row in rows {
            let is_new = self.rules.insert(row.rules.clone());
            let wrong = if is_new { wrong_rules(connection, &row.rules)? } else { None };
            let problem = wrong.map(|what| format!("its rules {} {what}", row.rules));
            covered.push(CoveredRow { hash: row.hash(), id: row.id, problem });
        }
        Ok(covered)
    }

    fn rest(&mut self, connection: &mut AnyConnection) -> Result<Vec<String>, StorageError> {
        // Rules to which no record refers yet may be found by their hash too.
        let hashes: Vec<String> = rule_configs::table.select(rule_configs::hash).load(connection)?;
        let mut found = Vec::new();
        for hash in hashes.iter().filter(|hash| !self.rules.contains(*hash)) {
            found.extend(wrong_rules(connection, hash)?.map(|what| format!("the rules {hash} {what}")));
        }
        Ok(found)
    }
}

/// What is wrong with stored rules; nothing when they have their hash.
fn wrong_rules(connection: &mut AnyConnection, hash: &str) -> Result<Option<&'static str>, StorageError> {
    let body: Option<String> =
        rule_configs::table.find(hash).select(rule_configs::body).get_result(connection).optional()?;
    Ok(match body {
        None => Some("were removed"),
        Some(body) if hex::encode(Sha256::digest(&body)) != hash => Some("were edited"),
        Some(_) => None,
    })
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
        let stored = StoredRecord::find(connection, actor, Permission::ReplayRecord, record)?;
        let rules = stored_rules(connection, &stored.rules)?;
        let key = programmes::secret_key(connection, stored.programme)?;
        Ok::<_, RankingError>((stored, rules, key))
    })?;
    let kept = DecisionRecord::from_bytes(&stored.body)?;
    let people = kept.listed();
    let untouched = hex::encode(Sha256::digest(&rules)) == stored.rules
        && database.read(|connection| {
            let entry = audit_entry_of(connection, &stored)?;
            Ok::<_, StorageError>(entry.is_some_and(|entry| entry.covers.contains(&stored.commitment())))
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
