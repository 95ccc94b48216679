//! Rankings, opportunities and search in one programme: permission is checked first, and each ranking is recorded and
//! audited before it is returned.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::{Actor, Forbidden, Permission, Programme, ProgrammeKey, Role, Subject};
use employer::{NotRankable, Vacancies, Vacancy};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::group_commit::GroupCommit;
use storage::{AnyConnection, Database, StorageError, Timestamp, audit, events};
use uuid::Uuid;
use vocabulary::{CandidateId, Code, Date, ProgrammeId, SourceKind, TextLanguage, TimeZone, TitleStatus, VacancyId};

use crate::candidate_leaves::{self, CandidateLeaves};
use crate::decision_record::{Audience, DecisionRecord, RecordError, RecordedCandidate};
use crate::decision_records::{self, KnownRules, RulesInUse, StoredRecord};
use crate::index::{Found, Index, IndexError, OpenVacancy, PersonDocument, Search, Snapshot, VacancyDocument};
use crate::programme_index::ProgrammeIndex;
use crate::search_cursor::SearchCursor;
use matching::facts::{Facts, HeldTitle};
use matching::prepared_vacancy::PreparedVacancy;
use matching::ranking::{NamedCandidate, NearMisses, RankedCandidate, Ranking, judge};
use matching::rule_config::{RuleConfig, RuleConfigError};
use matching::scan::ScanOptions;
use matching::segment::Segment;
use matching::text::{Query, Texts};
use matching::tie_breaker::TieBreaker;

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

/// A ranking as it was made, from its decision record.
#[derive(Debug)]
pub struct ServedRanking {
    /// The decision record.
    pub id: Uuid,
    /// The programme.
    pub programme: ProgrammeId,
    /// The vacancy.
    pub vacancy: VacancyId,
    /// When it was made.
    pub made_at: Timestamp,
    /// Whether the request for it made it.
    pub is_new: bool,
    /// What was said, with the facts on which it rests.
    pub record: DecisionRecord,
    /// Listed candidates who have withdrawn since, whose data was erased, or who no longer consent. They are to be left
    /// out of every answer.
    pub gone: BTreeSet<CandidateId>,
    rules: Arc<RuleConfig>,
}

impl ServedRanking {
    /// The listed candidates of a list who are still there.
    pub fn remaining<'a>(&'a self, listed: &'a [RecordedCandidate]) -> impl Iterator<Item = &'a RecordedCandidate> {
        listed.iter().filter(|recorded| !self.gone.contains(&recorded.id))
    }

    /// Judges listed candidates again, from the record and its rules, with all that sentences need. A candidate of whom
    /// the program says something else today is `None`: what was said stays, and has no sentences then.
    pub fn judge_again<'a>(
        &'a self,
        listed: impl Iterator<Item = &'a RecordedCandidate> + 'a,
    ) -> impl Iterator<Item = (&'a RecordedCandidate, Option<RankedCandidate>)> + 'a {
        let prepared = self.record.prepared(&self.rules);
        listed.map(move |recorded| {
            let again = self.record.judge_again(&prepared, &self.rules, recorded);
            let is_same = serde_json::to_string(&again).is_ok_and(|again| again == recorded.output.get());
            (recorded, is_same.then_some(again))
        })
    }

    /// The ranking as the file formats have it, judged again from the record.
    pub fn ranking(&self) -> Ranking {
        let record = &self.record;
        let prepared = record.prepared(&self.rules);
        let near_misses = record.near_misses.iter().map(|near| NearMisses {
            rule: near.rule.clone(),
            count: near.count,
            candidates: self.remaining(&near.listed).map(|recorded| recorded.name.clone()).collect(),
        });
        Ranking {
            vacancy: record.vacancy.reference.clone(),
            as_of: record.as_of,
            counts: record.counts,
            ranking: self
                .remaining(&record.ranked)
                .map(|recorded| record.judge_again(&prepared, &self.rules, recorded))
                .collect(),
            near_misses: near_misses.collect(),
            requirement_impacts: record.requirement_impacts.clone(),
        }
    }
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
    /// The titles, each once.
    pub titles: Vec<FoundTitle>,
    /// The specialisms.
    pub specialisms: Vec<String>,
    /// The free text, with the person's names, addresses, phone numbers and links masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A title of a search result: of several statements of it the best by its status, then by its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundTitle {
    /// The title.
    pub title: Code,
    /// Its status, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TitleStatus>,
    /// On what kind of source the status rests.
    pub source: SourceKind,
}

/// The titles of a candidate, each once, in the order in which they were stated first.
fn best_titles(held: &[HeldTitle]) -> Vec<FoundTitle> {
    let mut best: Vec<FoundTitle> = Vec::new();
    for HeldTitle { title, status, source } in held {
        let found = FoundTitle { title: title.clone(), status: *status, source: *source };
        match best.iter_mut().find(|other| other.title == *title) {
            Some(other) if (other.status, other.source) < (*status, *source) => *other = found,
            Some(_) => {}
            None => best.push(found),
        }
    }
    best
}

/// A page of search results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPage<T> {
    /// The results, best first.
    pub items: Vec<T>,
    /// Where the next page begins, where there is one.
    pub next: Option<SearchCursor>,
}

/// The question and the page of a search.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'r> {
    /// The words.
    pub words: &'r str,
    /// Their language; without one they are looked for in all four.
    pub language: Option<TextLanguage>,
    /// Where the page begins: the `next` of the page before.
    pub cursor: Option<SearchCursor>,
    /// The most results.
    pub limit: usize,
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
    /// An employer asks for a day that has passed.
    #[error("as_of {as_of} has passed; expected {today}, which is today at the destination, or a later day")]
    DayPassed {
        /// The day of the question.
        as_of: Date,
        /// Today at the destination.
        today: Date,
    },
    /// The vacancy was opened a moment ago.
    #[error("nobody is ranked for this vacancy yet: it is being indexed; ask again in a moment")]
    NotIndexed,
    /// The index can't be used, for the reason that the phrase says, and is being built anew.
    #[error("the index of this programme is being built anew; ask again in a moment")]
    IndexUnusable(String),
    /// A cursor was given for another search.
    #[error("this cursor belongs to another search; ask for the first page again")]
    WrongCursor(SearchCursor),
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
    index: ProgrammeIndex,
    programme: ProgrammeId,
    code: String,
    key: ProgrammeKey,
    time_zone: TimeZone,
    writer: Arc<GroupCommit>,
    rules: RulesInUse,
}

impl ProgrammeRankings {
    pub(crate) fn new(
        database: Database,
        index: ProgrammeIndex,
        (programme, key): (Programme, ProgrammeKey),
        time_zone: TimeZone,
        writer: Arc<GroupCommit>,
    ) -> Self {
        let Programme { id: programme, code, .. } = programme;
        Self { database, index, programme, code, key, time_zone, writer, rules: RulesInUse::default() }
    }

    /// The programme.
    pub fn programme(&self) -> ProgrammeId {
        self.programme
    }

    /// The code of the programme.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The current day at the destination of the programme: the day of a question that names no other.
    pub fn today(&self) -> Date {
        self.time_zone.day(self.database.clock().now())
    }

    /// The index of the programme, opened on first use.
    ///
    /// # Errors
    /// [`RankingError::IndexUnusable`], and those of the database.
    pub fn index(&self) -> Result<Arc<Index>, RankingError> {
        self.index.open()
    }

    /// Why the index can't be used, as a phrase that follows "the index"; nothing when it can.
    pub fn unusable_index(&self) -> Option<String> {
        self.index.unusable()
    }

    pub(crate) fn programme_index(&self) -> &ProgrammeIndex {
        &self.index
    }

    /// Ranks the candidates for a vacancy. The same question on the same data has one record: the first who asks makes
    /// it, and later ones read it. The record and the audit entry are durable before it returns.
    ///
    /// # Errors
    /// [`RankingError::Forbidden`], [`RankingError::NoVacancy`], [`RankingError::NotRankable`],
    /// [`RankingError::NotIndexed`], [`RankingError::DayPassed`], and errors of the index and the database.
    pub fn rank(
        &self,
        actor: &Actor,
        vacancy: VacancyId,
        request: &RankingRequest,
    ) -> Result<ServedRanking, RankingError> {
        self.index.read(|index| self.rank_from(index, actor, vacancy, request))
    }

    fn rank_from(
        &self,
        index: &Index,
        actor: &Actor,
        vacancy: VacancyId,
        request: &RankingRequest,
    ) -> Result<ServedRanking, RankingError> {
        let snapshot = index.snapshot();
        let document = self.rankable(&snapshot, actor, vacancy, request.as_of)?;
        let rules = index.rules().on(document.requirements.title.as_ref(), request.as_of);
        let known = self.rules.of(rules)?;
        let audience = Audience::of(actor);
        let today = self.today();
        // What has expired or was revoked is no business of an employer any more.
        if audience == Audience::Employer && request.as_of < today {
            return Err(RankingError::DayPassed { as_of: request.as_of, today });
        }
        let question = question(vacancy, request, audience, snapshot.position, &known.hash);
        if let Some(served) = self.answered(actor, &question)? {
            return Ok(served);
        }
        let prepared = self.prepare(index, document, audience, request.as_of, request.with_plans);
        let options = ScanOptions { top: request.top, near: request.near, threads: 1, requirement_impact: true };
        let day = snapshot.rank(index, &prepared, options)?;
        let record = DecisionRecord::new(&prepared, rules, audience, snapshot.position, day)?;
        let (id, salt) = (Uuid::now_v7(), candidate_leaves::random_salt()?);
        let leaves = CandidateLeaves::new(id, vacancy, &salt, &record);
        let stored = StoredRecord {
            id,
            programme: self.programme,
            vacancy,
            organisation: document.organisation,
            audience,
            question: question.clone(),
            as_of: request.as_of,
            actor: actor.subject.clone(),
            made_at: self.database.now(),
            rules: known.hash.clone(),
            salt,
            listed: candidate_leaves::ends_of_ids(&record),
            body: record.to_bytes()?,
        };
        let made_at = stored.made_at;
        if !self.insert(actor, stored, leaves, &known)? {
            // Somebody asked the same at the same moment.
            return self.answered(actor, &question)?.ok_or(RankingError::NoRecord);
        }
        let rules = rules.clone();
        let listed = record.all_listed().map(|one| one.id);
        let gone = self.database.read(|connection| self.gone_since(connection, record.position, listed))?;
        Ok(ServedRanking { id, programme: self.programme, vacancy, made_at, is_new: true, record, gone, rules })
    }

    /// Writes a record and its audit entry in one transaction, which other requests may share. Returns false when the
    /// question has a record.
    fn insert(
        &self,
        actor: &Actor,
        stored: StoredRecord,
        leaves: CandidateLeaves,
        known: &Arc<KnownRules>,
    ) -> Result<bool, RankingError> {
        let is_new = Arc::new(AtomicBool::new(false));
        let (actor, rules, outcome) = (actor.clone(), known.clone(), is_new.clone());
        let committed = self.writer.submit(move |transaction| {
            let inserted = decision_records::insert(transaction, &actor, stored, &leaves, &rules)?;
            outcome.store(inserted, Ordering::Release);
            Ok(())
        });
        committed.wait()?;
        known.note_stored();
        Ok(is_new.load(Ordering::Acquire))
    }

    /// The record of a question that was asked before, read by an actor who may ask it.
    fn answered(&self, actor: &Actor, question: &str) -> Result<Option<ServedRanking>, RankingError> {
        let found =
            self.database.read(|connection| StoredRecord::of_question(connection, self.programme, question))?;
        found.map(|stored| self.serve(actor, stored)).transpose()
    }

    /// Reads a ranking that was made before. That it was read is noted in the audit log.
    ///
    /// # Errors
    /// [`RankingError::NoRecord`], [`RankingError::Forbidden`], [`RankingError::Record`], and errors of the database.
    pub fn read(&self, actor: &Actor, id: Uuid) -> Result<ServedRanking, RankingError> {
        let stored =
            self.database.read(|connection| StoredRecord::find(connection, actor, Permission::ReadRanking, id))?;
        if stored.programme != self.programme {
            return Err(RankingError::NoRecord);
        }
        self.serve(actor, stored)
    }

    /// Reads a stored record for an actor who may read it.
    fn serve(&self, actor: &Actor, stored: StoredRecord) -> Result<ServedRanking, RankingError> {
        let record = DecisionRecord::from_bytes(&stored.body)?;
        let (rules, gone) = self.database.read(|connection| {
            let rules = self.rules.find(connection, &stored.rules)?;
            let listed = record.all_listed().map(|one| one.id);
            Ok::<_, RankingError>((rules, self.gone_since(connection, record.position, listed)?))
        })?;
        let (id, vacancy, made_at) = (stored.id, stored.vacancy, stored.made_at);
        self.append_audit_entry(actor, Permission::ReadRanking, "record", Some(id), json!({}))?;
        Ok(ServedRanking { id, programme: self.programme, vacancy, made_at, is_new: false, record, gone, rules })
    }

    /// Those of some candidates who have withdrawn, or no longer consent, since a position of the event log. The index may
    /// not have applied it yet, so the log is asked; while the programme has no later event, nobody has.
    fn gone_since(
        &self,
        connection: &mut AnyConnection,
        position: i64,
        candidates: impl Iterator<Item = CandidateId>,
    ) -> Result<BTreeSet<CandidateId>, StorageError> {
        if events::last_position(connection, self.programme)? == position {
            return Ok(BTreeSet::new());
        }
        let listed: Vec<CandidateId> = candidates.collect();
        let remaining = candidate_profile::candidates::still_listed(connection, &listed)?;
        Ok(listed.into_iter().filter(|id| !remaining.contains(id)).collect())
    }

    /// The standing of one candidate for a vacancy, listed or not, with all reasons.
    ///
    /// # Errors
    /// [`RankingError::NoVacancy`], [`RankingError::NotRankable`], [`RankingError::NotIndexed`],
    /// [`RankingError::NoCandidate`], [`RankingError::Forbidden`], and errors of the index and the database.
    pub fn standing(
        &self,
        actor: &Actor,
        vacancy: VacancyId,
        candidate: CandidateId,
        as_of: Date,
        with_plans: bool,
    ) -> Result<RankedCandidate, RankingError> {
        self.index.read(|index| self.standing_from(index, actor, vacancy, candidate, as_of, with_plans))
    }

    fn standing_from(
        &self,
        index: &Index,
        actor: &Actor,
        vacancy: VacancyId,
        candidate: CandidateId,
        as_of: Date,
        with_plans: bool,
    ) -> Result<RankedCandidate, RankingError> {
        actor.may_ever(&[Permission::SeeOpportunities])?;
        let snapshot = index.snapshot();
        let document = self.rankable(&snapshot, actor, vacancy, as_of)?;
        let (person, texts) = self.person(index, &snapshot, actor, candidate)?;
        let facts = person.facts_on(as_of);
        let alone = self.segment_of(index, facts, texts);
        let prepared = self.prepare(index, document, Audience::of(actor), as_of, with_plans);
        let named = NamedCandidate { name: &person.pseudonym, id: Some(candidate), facts };
        let ranked = judge(&prepared, &alone, 0, named, index.rules_of(&prepared));
        let details = json!({ "vacancy": vacancy, "standing": ranked.standing });
        self.append_audit_entry(actor, Permission::SeeOpportunities, "candidate", Some(candidate.uuid()), details)?;
        Ok(ranked)
    }

    /// The candidate whose opportunities an actor may see. One beyond the permission's reach is as one who doesn't exist.
    fn person(
        &self,
        index: &Index,
        snapshot: &Snapshot,
        actor: &Actor,
        candidate: CandidateId,
    ) -> Result<(PersonDocument, Texts), RankingError> {
        actor.may_ever(&[Permission::SeeOpportunities])?;
        // Candidates see their own: nobody else is looked up for them.
        if actor.candidate.is_some_and(|own| own != candidate) {
            return Err(RankingError::NoCandidate);
        }
        let found = snapshot.person(index, candidate)?;
        let is_within_reach = |(person, _): &(PersonDocument, Texts)| {
            let subject = Subject::in_programme(self.programme).of_candidate(candidate, person.organisation);
            actor.reaches(Permission::SeeOpportunities, &subject)
        };
        found.filter(is_within_reach).ok_or(RankingError::NoCandidate)
    }

    /// One candidate as a segment.
    fn segment_of(&self, index: &Index, facts: &Facts, texts: Texts) -> Segment {
        Segment::of_one(facts, index.rules().any(), texts)
    }

    /// A vacancy prepared for ranking on a day, as an audience may see its candidates.
    fn prepare(
        &self,
        index: &Index,
        vacancy: &OpenVacancy,
        audience: Audience,
        as_of: Date,
        with_plans: bool,
    ) -> PreparedVacancy {
        let requirements = vacancy.requirements.clone();
        let rules = index.rules().on(requirements.title.as_ref(), as_of);
        let query = vacancy.query(index.analyser()).clone();
        let prepared = audience.prepare(requirements, query, rules, as_of, with_plans);
        prepared.with_tie_breaker(self.tie_breaker(vacancy.id))
    }

    /// The order of candidates who are equal for a vacancy.
    fn tie_breaker(&self, vacancy: VacancyId) -> TieBreaker {
        tie_breaker(&self.key, vacancy)
    }

    /// The vacancy, when the actor may have it ranked on a day.
    fn rankable<'s>(
        &self,
        snapshot: &'s Snapshot,
        actor: &Actor,
        vacancy: VacancyId,
        as_of: Date,
    ) -> Result<&'s OpenVacancy, RankingError> {
        actor.may_ever(&[Permission::RankVacancy])?;
        let is_within_reach = |document: &OpenVacancy| {
            let subject = Subject::in_programme(self.programme).of_organisation(document.organisation);
            actor.reaches(Permission::RankVacancy, &subject)
        };
        let Some(document) = snapshot.vacancy(vacancy).filter(|document| is_within_reach(document)) else {
            self.check_in_database(actor, vacancy, as_of)?;
            return Err(RankingError::NotIndexed);
        };
        if let Some(until) = document.ended_before(as_of) {
            return Err(RankingError::NotRankable(NotRankable::Expired(until)));
        }
        // The index may not have applied yet that the last post was taken or the vacancy closed, so the log is asked.
        let last = self.database.read(|connection| events::last_position(connection, self.programme))?;
        if last > snapshot.position {
            self.check_in_database(actor, vacancy, as_of)?;
        }
        Ok(document)
    }

    /// Checks in the database that candidates are ranked for a vacancy on a day. Only an actor with the permission learns
    /// its state.
    fn check_in_database(&self, actor: &Actor, vacancy: VacancyId, as_of: Date) -> Result<(), RankingError> {
        let (vacancy, posts_taken) = self.database.read(|connection| {
            let found = Vacancies::for_indexing(connection, self.programme, &[vacancy])?;
            let taken = placement::posts_taken(connection, &[vacancy])?;
            let vacancy_and_posts = |found: Vacancy| (found, taken.get(&vacancy).copied().unwrap_or(0));
            found.into_iter().next().map(vacancy_and_posts).ok_or(RankingError::NoVacancy)
        })?;
        let subject = Subject::in_programme(self.programme).of_organisation(vacancy.organisation);
        if !actor.reaches(Permission::RankVacancy, &subject) {
            return Err(RankingError::NoVacancy);
        }
        vacancy.ranked_on(as_of, posts_taken).map_err(RankingError::NotRankable)
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
        self.index.read(|index| self.opportunities_from(index, actor, candidate, as_of, limit))
    }

    fn opportunities_from(
        &self,
        index: &Index,
        actor: &Actor,
        candidate: CandidateId,
        as_of: Date,
        limit: usize,
    ) -> Result<Vec<Opportunity>, RankingError> {
        let snapshot = index.snapshot();
        let (person, texts) = self.person(index, &snapshot, actor, candidate)?;
        // The standing as if the candidate had consented: whether to consent is their own decision.
        let on_day = person.facts_on(as_of);
        let shown = on_day.consent == Some(true) && !on_day.placed;
        let facts = Facts { consent: Some(true), placed: false, ..on_day.clone() };
        let alone = self.segment_of(index, &facts, texts);
        let mut all: Vec<(u64, Opportunity)> = Vec::new();
        for vacancy in snapshot.vacancies() {
            if vacancy.ended_before(as_of).is_some() {
                continue;
            }
            let prepared = self.prepare(index, vacancy, Audience::of(actor), as_of, true);
            let named = NamedCandidate { name: &person.pseudonym, id: Some(candidate), facts: &facts };
            let ranked = judge(&prepared, &alone, 0, named, index.rules_of(&prepared));
            if ranked.standing == vocabulary::Standing::Excluded {
                continue;
            }
            let tie = self.tie_breaker(vacancy.id).number(candidate.uuid().as_bytes());
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

    /// Searches the texts of candidates who consented. For employers words count only where they are in the vocabulary of
    /// the field, so that no name finds anybody; staff may read the texts, and find them by all their words.
    ///
    /// # Errors
    /// [`RankingError::Forbidden`], [`RankingError::WrongCursor`], and errors of the index and the database.
    pub fn search_people(
        &self,
        actor: &Actor,
        request: SearchRequest<'_>,
    ) -> Result<FoundPage<FoundPerson>, RankingError> {
        self.index.read(|index| self.search_people_from(index, actor, request))
    }

    fn search_people_from(
        &self,
        index: &Index,
        actor: &Actor,
        request: SearchRequest<'_>,
    ) -> Result<FoundPage<FoundPerson>, RankingError> {
        actor.may(Permission::SearchCandidates, &Subject::in_programme(self.programme))?;
        let snapshot = index.snapshot();
        let in_words = Audience::of(actor) == Audience::Programme;
        let (search, sealing) = self.search(index, request, "candidates", in_words)?;
        let Found { items: mut found, next } = snapshot.search_people(index, &search)?;
        let ids = found.iter().map(|person| person.id);
        let gone = self.database.read(|connection| self.gone_since(connection, snapshot.position, ids))?;
        found.retain(|person| !gone.contains(&person.id));
        self.append_audit_entry(
            actor,
            Permission::SearchCandidates,
            "candidate",
            None,
            json!({ "found": found.len() }),
        )?;
        let shown = |person: PersonDocument| FoundPerson {
            id: (actor.role != Role::Recruiter).then_some(person.id),
            pseudonym: person.pseudonym,
            titles: best_titles(&person.facts.titles),
            specialisms: person.facts.specialisms.iter().map(ToString::to_string).collect(),
            text: person.masked_text,
        };
        let next = next.map(|position| SearchCursor::new(position, &sealing));
        Ok(FoundPage { items: found.into_iter().map(shown).collect(), next })
    }

    /// Searches the texts of open vacancies.
    ///
    /// # Errors
    /// [`RankingError::Forbidden`], [`RankingError::WrongCursor`], and errors of the index.
    pub fn search_vacancies(
        &self,
        actor: &Actor,
        request: SearchRequest<'_>,
    ) -> Result<FoundPage<VacancyDocument>, RankingError> {
        self.index.read(|index| self.search_vacancies_from(index, actor, request))
    }

    fn search_vacancies_from(
        &self,
        index: &Index,
        actor: &Actor,
        request: SearchRequest<'_>,
    ) -> Result<FoundPage<VacancyDocument>, RankingError> {
        actor.may(Permission::SearchVacancies, &Subject::in_programme(self.programme))?;
        let (search, sealing) = self.search(index, request, "vacancies", true)?;
        let Found { items: mut found, next } = index.snapshot().search_vacancies(index, &search)?;
        // The index keeps them for rankings of earlier days.
        let today = self.today();
        found.retain(|vacancy| vacancy.ended_before(today).is_none());
        Ok(FoundPage { items: found, next: next.map(|position| SearchCursor::new(position, &sealing)) })
    }

    /// A search among some subjects, and what seals its cursors. Order and cursors are those of this question alone.
    fn search(
        &self,
        index: &Index,
        request: SearchRequest<'_>,
        among: &str,
        in_words: bool,
    ) -> Result<(Search, TieBreaker), RankingError> {
        let SearchRequest { words, language, cursor, limit } = request;
        let query = Query::of_search(words, language, in_words, index.analyser());
        let terms = query.terms.iter().map(|term| term.term.as_str()).collect::<Vec<_>>().join("\0");
        let keyed = |purpose: &str| {
            let subject = format!("{purpose} {among} {in_words}\0{terms}");
            TieBreaker::keyed(self.key.bytes(), subject.as_bytes())
        };
        let sealing = keyed("cursor");
        let after =
            cursor.map(|cursor| cursor.position(&sealing).ok_or(RankingError::WrongCursor(cursor))).transpose()?;
        Ok((Search { query, in_words, tie_breaker: keyed("search"), after, limit }, sealing))
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

/// The order of candidates who are equal for a vacancy of a programme with this key.
pub(crate) fn tie_breaker(key: &ProgrammeKey, vacancy: VacancyId) -> TieBreaker {
    TieBreaker::keyed(key.bytes(), format!("vacancy {vacancy}").as_bytes())
}

/// A question as a hash: who asks what of which data, by which rules and which version of the program.
fn question(vacancy: VacancyId, request: &RankingRequest, audience: Audience, position: i64, rules: &str) -> String {
    let RankingRequest { as_of, top, near, with_plans } = request;
    let version = env!("CARGO_PKG_VERSION");
    let asked = format!("{vacancy} {as_of} {top} {near} {with_plans} {audience} {position} {rules} {version}");
    hex::encode(&Sha256::digest(asked)[..16])
}
