//! Rankings, opportunities and search in one programme: permission is checked first, and each ranking is recorded and
//! audited before it is returned.

use std::sync::Arc;

use access::{Actor, Forbidden, Permission, Role, Subject};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use employer::{NotRankable, Vacancies};
use reference_data::EndedData;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::group_commit::GroupCommit;
use storage::{Database, StorageError, Timestamp, audit};
use uuid::Uuid;
use vocabulary::{CandidateId, Date, OrganisationId, ProgrammeId, TextLanguage, VacancyId};

use crate::decision_record::{Audience, DecisionRecord, RecordError, Replay};
use crate::index::{Index, IndexError, PersonDocument, VacancyDocument};
use matching::ranking::{NamedCandidate, RankedCandidate, Ranking, judge};
use matching::rule_config::RuleConfigError;
use matching::scan::ScanOptions;
use matching::segment::Segment;
use matching::text::TextsBuilder;

diesel::table! {
    /// A ranking as it was served, with its input.
    decision_records (id) {
        /// Column `id`.
        id -> Text,
        /// Column `programme_id`.
        programme_id -> Text,
        /// Column `vacancy_id`.
        vacancy_id -> Text,
        /// Column `actor`.
        actor -> Text,
        /// Column `organisation`.
        organisation -> Nullable<Text>,
        /// Column `as_of`.
        as_of -> Text,
        /// Column `made_at`.
        made_at -> Text,
        /// Column `body`.
        body -> Text,
    }
}

/// The options of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankingRequest {
    /// The day of the ranking.
    pub as_of: Date,
    /// The number of listed candidates of each standing.
    pub top: usize,
    /// The number of listed near misses of each rule.
    pub near: usize,
    /// Whether courses and procedures count.
    pub with_plans: bool,
}

/// A ranking with its decision record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServedRanking {
    /// The decision record.
    pub record: Uuid,
    /// The position of the event log that the index was at.
    pub position: i64,
    /// Dated data of the configuration that had ended by the day of the ranking.
    pub ended: Vec<EndedData>,
    /// The ranking.
    pub ranking: Ranking,
}

/// A vacancy with the standing of one candidate for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Opportunity {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The identifier in the employer's files.
    pub reference: String,
    /// The employer's name.
    pub employer: Option<String>,
    /// The municipality.
    pub municipality: Option<String>,
    /// Whether the employer sees the candidate, under the pseudonym: only with consent.
    pub shown: bool,
    /// The candidate's standing, with reasons.
    pub ranked: RankedCandidate,
}

/// A search result, under the pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundPerson {
    /// The candidate; absent for employers, who know candidates by pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<CandidateId>,
    /// The pseudonym.
    pub pseudonym: String,
    /// The titles, each with its status when that is known.
    pub titles: Vec<String>,
    /// The specialisms.
    pub specialisms: Vec<String>,
}

/// An error of ranking, search or replay.
#[derive(Debug, thiserror::Error)]
pub enum RankingError {
    /// The actor lacks the permission.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No vacancy has this identifier.
    #[error("there is no vacancy with this identifier")]
    NoVacancy,
    /// No active candidate has this identifier.
    #[error("there is no candidate with this identifier, or they have withdrawn")]
    NoCandidate,
    /// No decision record has this identifier.
    #[error("there is no decision record with this identifier")]
    NoRecord,
    /// No programme has this identifier.
    #[error("there is no programme with this identifier")]
    NoProgramme,
    /// The configuration lacks the corridor of the programme.
    #[error("the configuration has no corridor `{0}`, which the programme is of; restore its file")]
    NoCorridor(String),
    /// The configuration doesn't fit the columns.
    #[error(transparent)]
    Config(#[from] RuleConfigError),
    /// The vacancy's state doesn't allow a ranking.
    #[error("nobody is ranked for this vacancy: {0}")]
    NotRankable(NotRankable),
    /// The vacancy was opened a moment ago.
    #[error("nobody is ranked for this vacancy yet: it is being indexed; ask again in a moment")]
    NotIndexed,
    /// A decision record can't be written or read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// An error of the index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Rankings from the index of one programme, with decision records in a database.
pub struct ProgrammeRankings {
    database: Database,
    index: Arc<Index>,
    programme: ProgrammeId,
    writer: Arc<GroupCommit>,
}

impl ProgrammeRankings {
    pub(crate) fn new(
        database: Database,
        index: Arc<Index>,
        programme: ProgrammeId,
        writer: Arc<GroupCommit>,
    ) -> Self {
        Self { database, index, programme, writer }
    }

    /// The programme.
    pub fn programme(&self) -> ProgrammeId {
        self.programme
    }

    /// The index of the programme.
    pub fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// Ranks the candidates for a vacancy. The decision record and the audit entry are durable before it returns.
    ///
    /// # Errors
    /// [`RankingError::Forbidden`], [`RankingError::NoVacancy`], [`RankingError::NotRankable`],
    /// [`RankingError::NotIndexed`], and errors of the index and the database.
    pub fn rank(
        &self,
        actor: &Actor,
        vacancy: VacancyId,
        request: &RankingRequest,
    ) -> Result<ServedRanking, RankingError> {
        let snapshot = self.index.snapshot();
        let Some(document) = snapshot.vacancy(vacancy) else {
            return Err(self.not_in_index(actor, vacancy, request.as_of));
        };
        let subject = Subject::in_programme(self.programme).of_organisation(document.organisation);
        actor.may(Permission::RankVacancy, &subject)?;
        if let Some(until) = document.ended_before(request.as_of) {
            return Err(RankingError::NotRankable(NotRankable::Expired(until)));
        }
        let prepared = snapshot.prepare(&self.index, document, request.as_of, request.with_plans);
        let options = ScanOptions { top: request.top, near: request.near, threads: 1, requirement_impact: true };
        let mut day = snapshot.rank(&self.index, &prepared, options)?;
        let audience = if actor.role == Role::Recruiter { Audience::Employer } else { Audience::Programme };
        let ranking = &mut day.outcome.ranking;
        ranking.ranking = ranking.ranking.drain(..).map(|ranked| audience.redact(ranked)).collect();
        let rules = self.index.rules_of(&prepared);
        let record = DecisionRecord::new(&prepared, rules, audience, snapshot.position, &day)?;
        let id = Uuid::now_v7();
        self.insert_record(actor, id, vacancy, document.organisation, &record)?;
        let (position, ended) = (snapshot.position, rules.ended.clone());
        Ok(ServedRanking { record: id, position, ended, ranking: day.outcome.ranking })
    }

    /// The error for a vacancy that isn't in the index. Only an actor with the permission learns its state.
    fn not_in_index(&self, actor: &Actor, vacancy: VacancyId, as_of: Date) -> RankingError {
        let found = self.database.read(|connection| Vacancies::for_indexing(connection, self.programme, &[vacancy]));
        let vacancy = match found.map(|found| found.into_iter().next()) {
            Err(error) => return error.into(),
            Ok(None) => return RankingError::NoVacancy,
            Ok(Some(vacancy)) => vacancy,
        };
        let subject = Subject::in_programme(self.programme).of_organisation(vacancy.organisation);
        if let Err(forbidden) = actor.may(Permission::RankVacancy, &subject) {
            return forbidden.into();
        }
        vacancy.ranked_on(as_of).err().map_or(RankingError::NotIndexed, RankingError::NotRankable)
    }

    /// Writes a record and its audit entry in one transaction, which other requests may share.
    fn insert_record(
        &self,
        actor: &Actor,
        id: Uuid,
        vacancy: VacancyId,
        organisation: OrganisationId,
        record: &DecisionRecord,
    ) -> Result<(), RankingError> {
        let body = serde_json::to_string(record).map_err(RecordError::from)?;
        let details = audit_details(id, record, &body);
        let as_of = record.as_of.to_string();
        let (actor, programme) = (actor.clone(), self.programme);
        let committed = self.writer.submit(move |transaction| {
            diesel::insert_into(decision_records::table)
                .values((
                    decision_records::id.eq(id.to_string()),
                    decision_records::programme_id.eq(programme.to_string()),
                    decision_records::vacancy_id.eq(vacancy.to_string()),
                    decision_records::actor.eq(&actor.subject),
                    decision_records::organisation.eq(Some(organisation.to_string())),
                    decision_records::as_of.eq(as_of),
                    decision_records::made_at.eq(Timestamp::now().to_string()),
                    decision_records::body.eq(body),
                ))
                .execute(transaction.connection())?;
            let subject = Some(vacancy.uuid());
            let entry = actor.audit_entry(Permission::RankVacancy, programme, "vacancy", subject, details);
            audit::append(transaction, &[entry])
        });
        Ok(committed.wait()?)
    }

    /// The open vacancies for one candidate, by standing: ready, reachable, to verify, near miss. Linear in the number of
    /// open vacancies.
    ///
    /// # Errors
    /// [`RankingError::NoCandidate`], [`RankingError::Forbidden`], and errors of the index and the database.
    pub fn opportunities(
        &self,
        actor: &Actor,
        candidate: CandidateId,
        as_of: Date,
        limit: usize,
    ) -> Result<Vec<Opportunity>, RankingError> {
        let snapshot = self.index.snapshot();
        let person = snapshot.person(&self.index, candidate)?.ok_or(RankingError::NoCandidate)?;
        let subject = Subject::in_programme(self.programme).of_candidate(candidate, person.organisation);
        actor.may(Permission::SeeOpportunities, &subject)?;
        // The standing as if the candidate had consented: whether to consent is their own decision.
        let on_day = person.facts_on(as_of);
        let shown = on_day.consent == Some(true) && !on_day.placed;
        let facts = matching::facts::Facts { consent: Some(true), placed: false, ..on_day.clone() };
        let analysis = person.text.as_ref().map(|text| self.index.analyser().analyse(&text.text, text.language));
        let (terms, length) = analysis.map_or((Vec::new(), 0), |analysis| (analysis.terms, analysis.length));
        let numbers = terms.iter().enumerate().map(|(number, (term, _))| (term.clone(), number as u32));
        let mut texts = TextsBuilder::with_terms(numbers.collect());
        texts.push_counted(terms.iter().enumerate().map(|(number, (_, count))| (number as u32, *count)), length);
        let alone = Segment::of_one(&facts, self.index.rules().any(), texts.finish(), &person.reference);
        let mut all: Vec<(u64, Opportunity)> = Vec::new();
        for vacancy in snapshot.vacancies() {
            if vacancy.ended_before(as_of).is_some() {
                continue;
            }
            let prepared = snapshot.prepare(&self.index, vacancy, as_of, true);
            let named = NamedCandidate { name: person.pseudonym.clone(), id: Some(candidate), facts: facts.clone() };
            let ranked = judge(&prepared, &alone, 0, named, self.index.rules_of(&prepared));
            if ranked.standing == vocabulary::Standing::Excluded {
                continue;
            }
            let tie = matching::scan::tie_breaker(&vacancy.requirements.reference, &person.reference);
            all.push((
                tie,
                Opportunity {
                    vacancy: vacancy.id,
                    reference: vacancy.requirements.reference.clone(),
                    employer: vacancy.employer.clone(),
                    municipality: vacancy.municipality.clone(),
                    shown,
                    ranked,
                },
            ));
        }
        all.sort_by_key(|(tie, opportunity)| {
            let ranked = &opportunity.ranked;
            (ranked.standing, ranked.unknown(), std::cmp::Reverse(ranked.score), *tie)
        });
        all.truncate(limit);
        self.append_audit_entry(
            actor,
            Permission::SeeOpportunities,
            "candidate",
            Some(candidate.uuid()),
            json!({ "shown": all.len() }),
        )?;
        Ok(all.into_iter().map(|(_, opportunity)| opportunity).collect())
    }

    /// Searches the texts of candidates who consented.
    ///
    /// # Errors
    /// [`RankingError::Forbidden`], and errors of the index and the database.
    pub fn search_people(
        &self,
        actor: &Actor,
        words: &str,
        language: Option<TextLanguage>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<FoundPerson>, RankingError> {
        actor.may(Permission::SearchCandidates, &Subject::in_programme(self.programme))?;
        let snapshot = self.index.snapshot();
        let found = snapshot.search_people(&self.index, words, language, skip, limit)?;
        self.append_audit_entry(
            actor,
            Permission::SearchCandidates,
            "candidate",
            None,
            json!({ "found": found.len() }),
        )?;
        let shown = |person: PersonDocument| {
            let titles = person.facts.titles.iter().map(|held| match held.status {
                Some(status) => format!("{}@{status}", held.title),
                None => held.title.to_string(),
            });
            FoundPerson {
                id: (actor.role != Role::Recruiter).then_some(person.id),
                pseudonym: person.pseudonym,
                titles: titles.collect(),
                specialisms: person.facts.specialisms.iter().map(ToString::to_string).collect(),
            }
        };
        Ok(found.into_iter().map(shown).collect())
    }

    /// Searches the texts of open vacancies.
    ///
    /// # Errors
    /// [`RankingError::Forbidden`], and errors of the index.
    pub fn search_vacancies(
        &self,
        actor: &Actor,
        words: &str,
        language: Option<TextLanguage>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<VacancyDocument>, RankingError> {
        actor.may(Permission::SearchVacancies, &Subject::in_programme(self.programme))?;
        Ok(self.index.snapshot().search_vacancies(&self.index, words, language, skip, limit)?)
    }

    /// Appends an entry to the audit log.
    fn append_audit_entry(
        &self,
        actor: &Actor,
        permission: Permission,
        kind: &'static str,
        subject: Option<Uuid>,
        details: serde_json::Value,
    ) -> Result<(), RankingError> {
        let (actor, programme) = (actor.clone(), self.programme);
        let noted = self.writer.submit(move |transaction| {
            audit::append(transaction, &[actor.audit_entry(permission, programme, kind, subject, details)])
        });
        Ok(noted.wait()?)
    }
}

/// The details of the audit entry of a record. A record that was changed later has another hash.
fn audit_details(id: Uuid, record: &DecisionRecord, body: &str) -> serde_json::Value {
    let sha256 = hex::encode(Sha256::digest(body));
    json!({ "record": id, "listed": record.listed(), "sha256": sha256 })
}

/// Computes a decision record again and audits that. Needs no index.
///
/// # Errors
/// [`RankingError::NoRecord`], [`RankingError::Forbidden`], [`RankingError::Record`], and errors of the database.
pub fn replay(database: &Database, actor: &Actor, record: Uuid) -> Result<Replay, RankingError> {
    let (vacancy, organisation, programme, body) = database.read(|connection| {
        decision_records::table
            .find(record.to_string())
            .select((
                decision_records::vacancy_id,
                decision_records::organisation,
                decision_records::programme_id,
                decision_records::body,
            ))
            .first::<(String, Option<String>, String, String)>(connection)
            .optional()
            .map_err(StorageError::from)?
            .ok_or(RankingError::NoRecord)
    })?;
    let programme: ProgrammeId = programme.parse().map_err(|_| StorageError::unreadable("a UUID", &programme))?;
    if !actor.is_in_scope(programme) {
        return Err(RankingError::NoRecord);
    }
    let organisation = organisation.and_then(|id| id.parse().ok());
    actor.may(Permission::ReplayRecord, &Subject { organisation, ..Subject::in_programme(programme) })?;
    let kept: DecisionRecord = serde_json::from_str(&body).map_err(RecordError::from)?;
    let untouched = database.read(|connection| {
        audit::has(connection, Permission::RankVacancy.word(), &vacancy, &audit_details(record, &kept, &body))
    })?;
    let differences = kept.differences()?;
    let (same, people) = (differences.is_empty(), kept.listed());
    database.write(|transaction| {
        let details = json!({ "same": same, "untouched": untouched });
        let entry = actor.audit_entry(Permission::ReplayRecord, programme, "record", Some(record), details);
        audit::append(transaction, &[entry])
    })?;
    Ok(Replay { record, same, untouched, people, differences })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(decision_records);
    }
}
