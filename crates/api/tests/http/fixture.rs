//! A programme with two employers, an agency and a school, with candidates, vacancies and clients.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use access::{Actor, NewOrganisation, OrganisationKind, Role, Secret, Tokens, organisations, programmes};
use actix_web::rt::System;
use candidate_profile::candidates::{Indexable, page_for_indexing};
use candidate_profile::{CandidateRow, Candidates, Document, HeldTitle, PersonalData, Profile, StatedDecision};
use chrono::{DateTime, TimeDelta, Utc};
use employer::{NewVacancy, Vacancies, Vacancy};
use ranking::{Indexer, Rankings};
use reference_data::ReferenceData;
use serde_json::{Value, json};
use sheets::ImportOptions;
use storage::Database;
use storage::checkpoint_folder::CheckpointFolder;
use storage::signed_note::SigningKey;
use storage::testing::for_each_database;
use training_harmonisation::SubjectSuggester;
use vocabulary::{CandidateId, ManualClock, OrganisationId, ProgrammeId};
use web::{AppContext, Check, RateLimit, Readiness, ServerSettings};

use crate::client::Client;

static REFERENCE: LazyLock<Arc<ReferenceData>> =
    LazyLock::new(|| Arc::new(ReferenceData::built_in().expect("the built-in configuration is clean")));
static SUGGESTER: LazyLock<Arc<SubjectSuggester>> = LazyLock::new(|| Arc::new(SubjectSuggester::new(&REFERENCE)));

/// The built-in configuration and an invented corridor.
static TWO_CORRIDORS: LazyLock<Arc<ReferenceData>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/invented-corridor");
    Arc::new(ReferenceData::load(Some(&folder)).unwrap_or_else(|errors| panic!("{errors}")))
});

/// The day on which rules are judged.
pub(crate) const DAY: &str = "2026-12-01";

/// The time at which a test begins.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-12-01T09:00:00Z".parse().expect("a timestamp")
}

pub(crate) struct Fixture {
    pub(crate) context: AppContext,
    pub(crate) programme: ProgrammeId,
    pub(crate) employer: OrganisationId,
    pub(crate) other_employer: OrganisationId,
    pub(crate) agency: OrganisationId,
    pub(crate) school: OrganisationId,
    pub(crate) clock: ManualClock,
    folder: tempfile::TempDir,
}

/// Runs a test with a new fixture on each database.
pub(crate) fn on_each_database(test: impl AsyncFn(&Fixture)) {
    with_settings(ServerSettings { requests_per_second: 0, ..ServerSettings::default() }, test);
}

/// The same with other settings of the server.
pub(crate) fn with_settings(settings: ServerSettings, test: impl AsyncFn(&Fixture)) {
    with_reference(&REFERENCE, settings, test);
}

/// Runs a test with a new fixture whose configuration has an invented corridor too, on each database.
pub(crate) fn on_each_database_with_two_corridors(test: impl AsyncFn(&Fixture)) {
    with_reference(&TWO_CORRIDORS, ServerSettings { requests_per_second: 0, ..ServerSettings::default() }, test);
}

fn with_reference(reference: &Arc<ReferenceData>, settings: ServerSettings, test: impl AsyncFn(&Fixture)) {
    for_each_database(|database| {
        System::new().block_on(async {
            let fixture = Fixture::new(database, settings.clone(), reference.clone());
            test(&fixture).await;
        });
    });
}

impl Fixture {
    fn new(database: &Database, server: ServerSettings, reference: Arc<ReferenceData>) -> Self {
        let clock = ManualClock::at(now());
        let database = &database.with_clock(clock.clock());
        let operator = Actor::operator();
        let programme = programmes::create(database, &operator, "one", "ma-be", "Invented").expect("a programme").id;
        let organisation = |kind, name| {
            let new = NewOrganisation { programme, kind, name, enterprise_number: None };
            organisations::create(database, &operator, &new).expect("an organisation").id
        };
        let folder = tempfile::tempdir().expect("a folder");
        let rankings =
            Rankings::new(database.clone(), reference.clone(), folder.path().to_owned()).expect("rankings");
        let rankings = Arc::new(rankings);
        let checks = vec![
            Check::writer(rankings.clone()),
            Check::index(rankings.clone()),
            Check::indexer(rankings.clone(), Duration::from_secs(60)),
            Check::database(database.clone()),
        ];
        Self {
            employer: organisation(OrganisationKind::Employer, "WZC De Verzonnen Linde"),
            other_employer: organisation(OrganisationKind::Employer, "AZ Verzonnen"),
            agency: organisation(OrganisationKind::Agency, "Invented Agency"),
            school: organisation(OrganisationKind::School, "ISPITS inventé"),
            context: AppContext {
                database: database.clone(),
                reference,
                rankings,
                checkpoints: Arc::new(CheckpointFolder::new(
                    folder.path().join("checkpoints"),
                    None,
                    vec![SigningKey::random("tests/log").expect("a key")],
                )),
                suggester: SUGGESTER.clone(),
                tokens: Tokens::new(&Secret::random().expect("a secret")),
                rate_limit: Arc::new(RateLimit::new(&server)),
                server,
                readiness: Readiness::start(checks).expect("a thread"),
            },
            programme,
            clock,
            folder,
        }
    }

    pub(crate) fn recruiter(&self) -> Actor {
        Actor::new("recruiter-1", Role::Recruiter, self.programme).for_organisation(self.employer)
    }

    pub(crate) fn other_recruiter(&self) -> Actor {
        Actor::new("recruiter-2", Role::Recruiter, self.programme).for_organisation(self.other_employer)
    }

    pub(crate) fn officer(&self) -> Actor {
        Actor::new("officer-1", Role::Officer, self.programme).for_organisation(self.agency)
    }

    pub(crate) fn registrar(&self) -> Actor {
        Actor::new("registrar-1", Role::Registrar, self.programme).for_organisation(self.school)
    }

    /// A client with the token of an actor.
    pub(crate) async fn as_actor(&self, actor: &Actor) -> Client {
        self.client(Some(self.token(actor))).await
    }

    /// The token of an actor.
    pub(crate) fn token(&self, actor: &Actor) -> String {
        self.context.tokens.issue(actor, self.clock.clock().now(), TimeDelta::hours(1)).expect("a token")
    }

    /// A client with a token or without.
    pub(crate) async fn client(&self, token: Option<String>) -> Client {
        Client::new(&self.context, token).await
    }

    /// Imports a candidate of the school with personal data that only the agency may read, as the operator does: for all that the
    /// profile states the file names a document or a decision.
    pub(crate) fn candidate(&self, reference: &str, profile: Value) -> Indexable {
        self.import_candidate(Some(self.school), reference, profile)
    }

    /// The same of nobody, after which the audit log is whole: a school's candidate is moved there behind its back.
    pub(crate) fn independent_candidate(&self, reference: &str, profile: Value) -> Indexable {
        self.import_candidate(None, reference, profile)
    }

    fn import_candidate(&self, school: Option<OrganisationId>, reference: &str, profile: Value) -> Indexable {
        let personal_data = PersonalData {
            name: Some(format!("Planted-Name-{reference}")),
            sex: Some("planted-sex".to_owned()),
            birth_date: Some("1991-03-04".parse().expect("a date")),
            nationality: Some("planted-nationality".to_owned()),
            email: Some(format!("{reference}@planted.example")),
            phone: Some("+212-600-PLANTED".to_owned()),
        };
        import_candidate(&self.context, self.programme, school, reference, profile, personal_data)
    }

    /// Enters an open vacancy of the first employer.
    pub(crate) fn vacancy(&self, reference: &str, content: Value) -> Vacancy {
        let new = NewVacancy {
            programme: self.programme,
            organisation: self.employer,
            reference: reference.to_owned(),
            content: serde_json::from_value(content).expect("content"),
            open: true,
            suggestions: None,
        };
        Vacancies::new(&self.context.database, &self.context.reference)
            .create(&self.recruiter(), new)
            .expect("a vacancy")
    }

    /// Withdraws a candidate.
    pub(crate) fn withdraw(&self, candidate: CandidateId) {
        let candidates = Candidates::new(&self.context.database, &self.context.reference);
        candidates.withdraw(&self.officer(), candidate, None).expect("withdrawn");
    }

    /// The actions of the audit log, in order.
    pub(crate) fn audit_actions(&self) -> Vec<String> {
        let entries = self.context.database.read(|connection| storage::audit::read(connection, 0, 1_000));
        entries.expect("an audit log").into_iter().map(|entry| entry.action).collect()
    }

    /// The folder of the indexes.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Brings the index up to date with the database.
    pub(crate) fn index(&self) {
        let mut indexer = Indexer::new(self.context.rankings.clone()).expect("there is no other indexer");
        indexer.catch_up(&mut |_| {}).expect("the index catches up");
        indexer.close().expect("the writer is closed");
    }
}

/// Imports a candidate into a programme as the operator, with a proof for all that the profile states.
pub(crate) fn import_candidate(
    context: &AppContext,
    programme: ProgrammeId,
    school: Option<OrganisationId>,
    reference: &str,
    profile: Value,
    personal_data: PersonalData,
) -> Indexable {
    let mut profile: Profile = serde_json::from_value(profile).expect("a profile");
    let document = || {
        let date = "2024-07-15".parse().expect("a date");
        Box::new(Document { kind: "invented".to_owned(), issuer: "Invented institute".to_owned(), date })
    };
    profile.titles.iter_mut().for_each(|held| held.document = Some(document()));
    profile.languages.iter_mut().for_each(|known| known.document = Some(document()));
    let corridor = context
        .database
        .read(|connection| programmes::corridor(connection, &context.reference, programme))
        .expect("a corridor");
    let day = "2026-03-02".parse().expect("a date");
    let decision = |held: &HeldTitle| {
        let procedure = corridor.decisions(held.title.as_str(), day).find(|one| Some(one.to) == held.status)?;
        Some(StatedDecision {
            title: held.title.clone(),
            kind: procedure.code.to_string(),
            authority: procedure.authorities[0].to_string(),
            decided_on: day,
            reference: "INVENTED".to_owned(),
        })
    };
    let decisions = profile.titles.iter().filter_map(decision).collect();
    let row = CandidateRow { reference: reference.to_owned(), profile, decisions, personal_data };
    let candidates = Candidates::new(&context.database, &context.reference);
    let operator = Actor::operator();
    let imported = candidates.import(&operator, programme, vec![row], ImportOptions::default(), &mut |_| {});
    assert_eq!(imported.expect("imported").downgrades, []);
    if let Some(school) = school {
        belongs_to(context, reference, school);
    }
    let all = context.database.read(|connection| page_for_indexing(connection, programme, None, 1_000));
    let mut all = all.expect("candidates").into_iter();
    all.find(|candidate| candidate.reference == reference).expect("the candidate")
}

/// Makes a school the one that registered a candidate who belongs to no organisation. What a school imports is its own word, so a
/// candidate whose proofs the agency has seen can't come from its file.
fn belongs_to(context: &AppContext, reference: &str, school: OrganisationId) {
    use diesel::RunQueryDsl;
    let moved = context.database.write(|transaction| {
        let set = format!(
            "UPDATE candidates SET organisation_id = '{school}' WHERE organisation_id IS NULL AND reference = '"
        );
        Ok::<_, storage::StorageError>(diesel::sql_query(set + reference + "'").execute(transaction.connection())?)
    });
    assert_eq!(moved.expect("moved"), 1);
}

/// A profile as anybody may state it, by their own word.
pub(crate) fn stated(mut profile: Value) -> Value {
    for (list, evidence) in [("titles", "status"), ("languages", "evidence")] {
        for entry in profile.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            entry[evidence] = json!("declared");
        }
    }
    profile
}

/// A nurse who is ready for [`nursing_post`].
pub(crate) fn nurse() -> Value {
    json!({
        "titles": [{ "title": "nurse-general-care", "status": "licensed" }],
        "lowest_title": "nurse-basic",
        "specialisms": ["geriatrics"],
        "experience": { "months": [{ "specialism": "geriatrics", "months": 36 }], "complete": true },
        "languages": [{ "language": "nl", "level": "B2", "evidence": "tested" }],
        "regions": ["BE2"],
        "settings": "any",
        "shifts": ["day", "evening", "night", "weekend"],
        "hours_min": "19",
        "hours_max": "38",
        "available_from": "2027-01-15",
        "minimum_pay": "2917",
        "contract_min_months": 0,
        "driving_licence": true,
        "work_permission": "free",
        "consent": true,
        "text": "Verpleegkundige met ervaring in de ouderenzorg en palliatieve zorg.",
        "text_language": "nl"
    })
}

/// The same with other values of some fields; null removes a field.
pub(crate) fn nurse_with(other: Value) -> Value {
    with(nurse(), other)
}

pub(crate) fn nursing_post() -> Value {
    json!({
        "title": "nurse-general-care",
        "title_status": "licensed",
        "posts": 2,
        "region": "BE234",
        "municipality": "Gent",
        "setting": "care-home",
        "specialisms": ["geriatrics"],
        "languages": ["nl:B2"],
        "shifts": ["day", "night"],
        "hours": "38",
        "start_until": "2027-03-01",
        "pay": "3350",
        "contract": "permanent",
        "single_permit": true,
        "employer": "WZC De Verzonnen Linde",
        "text": "Verpleegkundige voor de ouderenzorg in Gent.",
        "text_language": "nl"
    })
}

/// A JSON object with other values of some fields; null removes a field.
pub(crate) fn with(mut object: Value, other: Value) -> Value {
    let (Some(fields), Value::Object(other)) = (object.as_object_mut(), other) else { return object };
    for (name, value) in other {
        if value.is_null() {
            fields.shift_remove(&name);
        } else {
            fields.insert(name, value);
        }
    }
    object
}
