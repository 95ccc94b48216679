//! Rankings as they are served: permission checked, recorded and noted in the trail before anybody sees them.

use std::sync::Arc;

use access::{Actor, Forbidden, Permission, Role, Subject};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::group_commit::GroupCommit;
use storage::schema::{decision_records, vacancies};
use storage::{Database, StorageError, Timestamp, audit};
use uuid::Uuid;
use vocabulary::{CandidateId, Date, OrganisationId, ProgrammeId, TextLanguage, VacancyId};

use crate::decision::{Audience, Record, Replay};
use crate::index::{Index, IndexError, PersonDocument, VacancyDocument};
use crate::ranking::{RankedCandidate, Ranking, Shown, judged};
use crate::scan::ScanOptions;
use crate::segment::Segment;
use crate::text::TextsBuilder;

/// What is asked of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankingRequest {
    /// The day on which everything is judged.
    pub as_of: Date,
    /// How many of each standing are listed.
    pub top: usize,
    /// How many of each near miss are listed.
    pub near: usize,
    /// Whether courses and procedures count.
    pub with_plans: bool,
}

/// A ranking that was served, with the record that was made of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServedRanking {
    /// The decision record.
    pub record: Uuid,
    /// The position of the event log that the index was at.
    pub position: i64,
    /// The ranking.
    pub ranking: Ranking,
}

/// A vacancy as one candidate stands for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Opportunity {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// Its identifier in the employer's files.
    pub reference: String,
    /// The employer's name.
    pub employer: Option<String>,
    /// Where it is.
    pub municipality: Option<String>,
    /// Whether the employer could see the candidate, as a pseudonym: only with consent.
    pub shown: bool,
    /// Where the candidate stands, and why.
    pub ranked: RankedCandidate,
}

/// Somebody found by words. Only a pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundPerson {
    /// The candidate; not for employers, who know people by their pseudonyms alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<CandidateId>,
    /// The name under which they are shown.
    pub pseudonym: String,
    /// The titles they hold, each with its status where that is known.
    pub titles: Vec<String>,
    /// Fields wanted or trained in.
    pub specialisms: Vec<String>,
}

/// Why a ranking can't be served.
#[derive(Debug, thiserror::Error)]
pub enum RankingError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such open vacancy.
    #[error("there is no vacancy with this identifier")]
    NoVacancy,
    /// There is no such person.
    #[error("there is no candidate with this identifier, or they have withdrawn")]
    NoPerson,
    /// There is no such record.
    #[error("there is no decision record with this identifier")]
    NoRecord,
    /// Nobody is ranked for this vacancy, with the reason.
    #[error("nobody is ranked for this vacancy: {0}")]
    NotRanked(String),
    /// A record can't be written or read.
    #[error("the decision record can't be read or written: {0}")]
    Record(#[from] serde_json::Error),
    /// The index fails.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The database fails.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Serves rankings from an index and records them in a database. Shared by everybody who asks.
pub struct Rankings {
    database: Database,
    index: Arc<Index>,
    programme: ProgrammeId,
    writer: GroupCommit,
}

impl Rankings {
    /// Serves from this index, which holds one programme's people and vacancies; records go through one writer, which
    /// commits whatever waits together.
    pub fn new(database: Database, index: Arc<Index>, programme: ProgrammeId) -> Result<Self, StorageError> {
        let writer = GroupCommit::start(database.clone())?;
        Ok(Self { database, index, programme, writer })
    }

    /// The index that is served from.
    pub fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// Ranks everybody for a vacancy. The decision record and the line in the trail are durable before it returns.
    ///
    /// An employer sees what came of the `pay` rule, and never what pay a person asked for.
    pub fn rank(
        &self,
        actor: &Actor,
        vacancy: VacancyId,
        ask: &RankingRequest,
    ) -> Result<ServedRanking, RankingError> {
        let snapshot = self.index.snapshot();
        let Some(document) = snapshot.vacancy(vacancy) else { return Err(self.why_not(actor, vacancy)) };
        actor.may(
            Permission::RankVacancy,
            &Subject::of_organisation(document.organisation).in_programme(self.programme),
        )?;
        if let Some(until) = document.ended_before(ask.as_of) {
            return Err(RankingError::NotRanked(format!("it was valid until {until}")));
        }
        let prepared = snapshot.prepare(&self.index, document, ask.as_of, ask.with_plans);
        let options = ScanOptions { top: ask.top, near: ask.near, threads: 1, requirement_impact: true };
        let (mut ranking, origins) = snapshot.rank(&self.index, &prepared, options)?;
        let audience = if actor.role == Role::Recruiter { Audience::Employer } else { Audience::Programme };
        ranking.ranking = ranking.ranking.into_iter().map(|ranked| audience.shown(ranked)).collect();
        let record = Record::new(&prepared, self.index.config(), audience, snapshot.position, &ranking, &origins)?;
        let id = Uuid::now_v7();
        self.keep(actor, id, vacancy, document.organisation, &record)?;
        Ok(ServedRanking { record: id, position: snapshot.position, ranking })
    }

    /// Why nobody is ranked for a vacancy that isn't in the index, told to whoever may rank for it.
    fn why_not(&self, actor: &Actor, vacancy: VacancyId) -> RankingError {
        let row = self.database.read(|connection| {
            vacancies::table
                .find(vacancy.to_string())
                .select((vacancies::organisation_id, vacancies::state))
                .first::<(String, String)>(connection)
                .optional()
                .map_err(StorageError::from)
        });
        let (organisation, state) = match row {
            Err(error) => return error.into(),
            Ok(None) => return RankingError::NoVacancy,
            Ok(Some(row)) => row,
        };
        let subject =
            Subject { organisation: organisation.parse().ok(), ..Subject::ALL }.in_programme(self.programme);
        if let Err(forbidden) = actor.may(Permission::RankVacancy, &subject) {
            return forbidden.into();
        }
        RankingError::NotRanked(match state.as_str() {
            "draft" => "it is a draft; confirm its title and region, and publish it".to_owned(),
            "open" => "all its posts are taken, or it was opened a moment ago and is being indexed".to_owned(),
            state => format!("it is {state}"),
        })
    }

    /// Writes a record and its line in the trail in one transaction, which others may share.
    fn keep(
        &self,
        actor: &Actor,
        id: Uuid,
        vacancy: VacancyId,
        organisation: OrganisationId,
        record: &Record,
    ) -> Result<(), RankingError> {
        let body = serde_json::to_string(record)?;
        let details = noted(id, record, &body);
        let as_of = record.as_of.to_string();
        let actor = actor.clone();
        let committed = self.writer.submit(move |transaction| {
            diesel::insert_into(decision_records::table)
                .values((
                    decision_records::id.eq(id.to_string()),
                    decision_records::vacancy_id.eq(vacancy.to_string()),
                    decision_records::actor.eq(&actor.subject),
                    decision_records::organisation.eq(Some(organisation.to_string())),
                    decision_records::as_of.eq(as_of),
                    decision_records::made_at.eq(Timestamp::now().to_string()),
                    decision_records::body.eq(body),
                ))
                .execute(transaction.connection())?;
            audit::append(
                transaction,
                &[actor.audit_entry(Permission::RankVacancy, "vacancy", Some(vacancy.uuid()), details)],
            )
        });
        Ok(committed.wait()?)
    }

    /// Every open vacancy as one candidate stands for it: ready first, then reachable, to verify, one thing missing.
    /// Linear in the open vacancies.
    pub fn opportunities(
        &self,
        actor: &Actor,
        candidate: CandidateId,
        as_of: Date,
        limit: usize,
    ) -> Result<Vec<Opportunity>, RankingError> {
        let snapshot = self.index.snapshot();
        let person = snapshot.person(&self.index, candidate)?.ok_or(RankingError::NoPerson)?;
        let subject = Subject::of_candidate(candidate, person.organisation).in_programme(self.programme);
        actor.may(Permission::SeeOpportunities, &subject)?;
        let config = self.index.config();
        // Where they would stand if they consented: consent is theirs to give, so it hides nothing from them.
        let on_day = person.facts_on(as_of);
        let shown = on_day.consent == Some(true) && !on_day.placed;
        let facts = crate::facts::Facts { consent: Some(true), placed: false, ..on_day.clone() };
        let analysis = person.text.as_ref().map(|text| self.index.analyser().analyse(&text.text, text.language));
        let (terms, length) = analysis.map_or((Vec::new(), 0), |analysis| (analysis.terms, analysis.length));
        let numbers = terms.iter().enumerate().map(|(number, (term, _))| (term.clone(), number as u32));
        let mut texts = TextsBuilder::with_terms(numbers.collect());
        texts.push_counted(terms.iter().enumerate().map(|(number, (_, count))| (number as u32, *count)), length);
        let alone = Segment::of_one(&facts, config, texts.finish(), &person.reference);
        let mut all: Vec<(u64, Opportunity)> = Vec::new();
        for vacancy in snapshot.vacancies() {
            if vacancy.ended_before(as_of).is_some() {
                continue;
            }
            let prepared = snapshot.prepare(&self.index, vacancy, as_of, true);
            let who = Shown { candidate: person.pseudonym.clone(), id: Some(candidate), facts: facts.clone() };
            let ranked = judged(&prepared, &alone, 0, who, config);
            if ranked.standing == vocabulary::Standing::Excluded {
                continue;
            }
            let tie = crate::scan::tie_breaker(&vacancy.requirements.reference, &person.reference);
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
        self.note(
            actor,
            Permission::SeeOpportunities,
            "candidate",
            Some(candidate.uuid()),
            json!({ "shown": all.len() }),
        )?;
        Ok(all.into_iter().map(|(_, opportunity)| opportunity).collect())
    }

    /// People whose texts are about these words. Whoever didn't consent is not found.
    pub fn search_people(
        &self,
        actor: &Actor,
        words: &str,
        language: Option<TextLanguage>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<FoundPerson>, RankingError> {
        actor.may(Permission::SearchCandidates, &Subject::ALL.in_programme(self.programme))?;
        let snapshot = self.index.snapshot();
        let found = snapshot.search_people(&self.index, words, language, skip, limit)?;
        self.note(actor, Permission::SearchCandidates, "candidate", None, json!({ "found": found.len() }))?;
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

    /// Open vacancies whose texts are about these words.
    pub fn search_vacancies(
        &self,
        actor: &Actor,
        words: &str,
        language: Option<TextLanguage>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<VacancyDocument>, RankingError> {
        actor.may(Permission::SearchVacancies, &Subject::ALL.in_programme(self.programme))?;
        Ok(self.index.snapshot().search_vacancies(&self.index, words, language, skip, limit)?)
    }

    /// Computes a record again and says whether the same comes out.
    pub fn replay(&self, actor: &Actor, record: Uuid) -> Result<Replay, RankingError> {
        replay(&self.database, actor, record)
    }

    /// Notes an act in the trail.
    fn note(
        &self,
        actor: &Actor,
        act: Permission,
        kind: &'static str,
        subject: Option<Uuid>,
        details: serde_json::Value,
    ) -> Result<(), RankingError> {
        let actor = actor.clone();
        let noted = self
            .writer
            .submit(move |transaction| audit::append(transaction, &[actor.audit_entry(act, kind, subject, details)]));
        Ok(noted.wait()?)
    }
}

/// What the trail notes of a record that is kept: a record that was changed later has another hash.
fn noted(id: Uuid, record: &Record, body: &str) -> serde_json::Value {
    let sha256: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({ "record": id, "listed": record.listed(), "sha256": sha256 })
}

/// Computes a record of a database again, for whoever may, and notes that in the trail; needs no index.
pub fn replay(database: &Database, actor: &Actor, record: Uuid) -> Result<Replay, RankingError> {
    let (vacancy, organisation, programme, body) = database.read(|connection| {
        decision_records::table
            .inner_join(vacancies::table)
            .filter(decision_records::id.eq(record.to_string()))
            .select((
                decision_records::vacancy_id,
                decision_records::organisation,
                vacancies::programme_id,
                decision_records::body,
            ))
            .first::<(String, Option<String>, String, String)>(connection)
            .optional()
            .map_err(StorageError::from)?
            .ok_or(RankingError::NoRecord)
    })?;
    let organisation = organisation.and_then(|id| id.parse().ok());
    let programme = programme.parse().ok();
    actor.may(Permission::ReplayRecord, &Subject { organisation, programme, ..Subject::ALL })?;
    let kept: Record = serde_json::from_str(&body)?;
    let untouched = database.read(|connection| {
        audit::has(connection, Permission::RankVacancy.word(), &vacancy, &noted(record, &kept, &body))
    })?;
    let differences = kept.differences()?;
    let (same, people) = (differences.is_empty(), kept.listed());
    database.write(|transaction| {
        let details = json!({ "same": same, "untouched": untouched });
        audit::append(transaction, &[actor.audit_entry(Permission::ReplayRecord, "record", Some(record), details)])
    })?;
    Ok(Replay { record, same, untouched, people, differences })
}
