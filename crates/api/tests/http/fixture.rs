//! A programme with two employers, an agency and a school, with candidates, vacancies and clients.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use access::{Actor, NewOrganisation, OrganisationKind, Role, Secret, Tokens, organisations, programmes};
use actix_web::rt::System;
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidate, Candidates, PersonalData};
use chrono::{DateTime, TimeDelta, Utc};
use employer::{NewVacancy, Vacancies, Vacancy};
use ranking::{Indexer, Rankings};
use reference_data::ReferenceData;
use serde_json::{Value, json};
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

    /// Registers a candidate with personal data that only the agency may read.
    pub(crate) fn candidate(&self, reference: &str, profile: Value) -> Candidate {
        let personal_data = PersonalData {
            name: Some(format!("Planted-Name-{reference}")),
            sex: Some("planted-sex".to_owned()),
            birth_date: Some("1991-03-04".parse().expect("a date")),
            nationality: Some("planted-nationality".to_owned()),
            email: Some(format!("{reference}@planted.example")),
            phone: Some("+212-600-PLANTED".to_owned()),
        };
        let new = NewCandidate {
            programme: self.programme,
            reference: Some(reference.to_owned()),
            organisation: Some(self.school),
            profile: serde_json::from_value(profile).expect("a profile"),
            personal_data,
        };
        Candidates::new(&self.context.database, &self.context.reference)
            .create(&self.officer(), new)
            .expect("a candidate")
            .0
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
        candidates.withdraw(&self.officer(), candidate).expect("withdrawn");
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
