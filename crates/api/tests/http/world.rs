//! A programme with two employers, an agency and a school; people and vacancies; and somebody who asks.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use actix_web::body::MessageBody;
use actix_web::dev::Service;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::rt::System;
use actix_web::test::{TestRequest, init_service};
use api::{Api, Limits};
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidate, Candidates, Identity, Profile};
use chrono::{DateTime, TimeDelta, Utc};
use employer::{NewVacancy, Vacancies, Vacancy, VacancyContent};
use identity::{Actor, NewOrganisation, OrganisationKind, Role, Secret, Tokens, organisations, programmes};
use matching::Basis;
use matching::facts::{Experience, Facts, FreeText, HeldTitle, KnownLanguage, Settings};
use matching::index::{Change, Index, PersonDocument, VacancyDocument};
use matching::rankings::Rankings;
use matching::requirements::{By, LanguageAsk, LanguageMust, Requirements};
use matching::text::Analyser;
use reference_data::ReferenceData;
use serde_json::{Value, json};
use storage::testing::for_each_database;
use storage::{Database, events};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

static REFERENCE: LazyLock<Arc<ReferenceData>> =
    LazyLock::new(|| Arc::new(ReferenceData::built_in().expect("the built-in configuration is clean")));
static BASIS: LazyLock<Arc<Basis>> = LazyLock::new(|| Arc::new(Basis::new(&REFERENCE, &[])));
static ANALYSER: LazyLock<Arc<Analyser>> = LazyLock::new(|| Arc::new(Analyser::new(&REFERENCE)));

/// The day on which everything here is judged.
pub const DAY: &str = "2026-12-01";

/// What time it always is.
pub fn now() -> DateTime<Utc> {
    "2026-12-01T09:00:00Z".parse().expect("a moment")
}

pub struct World {
    pub api: Api,
    pub programme: ProgrammeId,
    pub employer: OrganisationId,
    pub other_employer: OrganisationId,
    pub agency: OrganisationId,
    pub school: OrganisationId,
    _folder: tempfile::TempDir,
}

/// Does the same in a new world on each database.
pub fn on_each_database(test: impl AsyncFn(&World)) {
    with_limits(Limits { requests_per_second: 0, ..Limits::default() }, test);
}

/// The same with other limits.
pub fn with_limits(limits: Limits, test: impl AsyncFn(&World)) {
    for_each_database(|database| {
        System::new().block_on(async {
            let world = World::new(database, limits);
            test(&world).await;
        });
    });
}

impl World {
    fn new(database: &Database, limits: Limits) -> Self {
        let operator = Actor::operator();
        let programme = programmes::ensure_first_programme(database, &operator).expect("a programme").id;
        let organisation = |kind, name| {
            let new = NewOrganisation { programme, kind, name, enterprise_number: None };
            organisations::create(database, &operator, &new).expect("an organisation").id
        };
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(folder.path(), BASIS.clone(), ANALYSER.clone()).expect("an index");
        let rankings = Rankings::new(database.clone(), Arc::new(index)).expect("rankings");
        Self {
            employer: organisation(OrganisationKind::Employer, "WZC De Verzonnen Linde"),
            other_employer: organisation(OrganisationKind::Employer, "AZ Verzonnen"),
            agency: organisation(OrganisationKind::Agency, "Invented Agency"),
            school: organisation(OrganisationKind::School, "ISPITS inventé"),
            api: Api {
                database: database.clone(),
                reference: REFERENCE.clone(),
                rankings: Arc::new(rankings),
                tokens: Tokens::new(&Secret::random().expect("a secret")),
                limits,
                clock: now,
            },
            programme,
            _folder: folder,
        }
    }

    pub fn recruiter(&self) -> Actor {
        Actor::new("recruiter-1", Role::Recruiter).of(self.employer).within(self.programme)
    }

    pub fn other_recruiter(&self) -> Actor {
        Actor::new("recruiter-2", Role::Recruiter).of(self.other_employer).within(self.programme)
    }

    pub fn officer(&self) -> Actor {
        Actor::new("officer-1", Role::Officer).of(self.agency).within(self.programme)
    }

    pub fn registrar(&self) -> Actor {
        Actor::new("registrar-1", Role::Registrar).of(self.school).within(self.programme)
    }

    /// Somebody who can ask, as an actor.
    pub async fn as_actor(&self, actor: &Actor) -> Client {
        let token = self.api.tokens.issue(actor, now(), TimeDelta::hours(1)).expect("a token");
        self.client(Some(token)).await
    }

    /// Somebody who can ask, with a token or without.
    pub async fn client(&self, token: Option<String>) -> Client {
        let app = api::app(self.api.limits, api::configure(self.api.clone()));
        let app = Rc::new(init_service(app).await);
        let send = move |request: TestRequest| -> Sending {
            let app = app.clone();
            Box::pin(async move {
                // The server answers what comes as an error in the same way.
                match app.call(request.to_request()).await {
                    Ok(response) => {
                        let (_, response) = response.into_parts();
                        answer(response).await
                    }
                    Err(error) => answer(error.error_response()).await,
                }
            })
        };
        Client { send: Rc::new(send), token }
    }

    /// Registers somebody with an identity that nobody but the agency may see.
    pub fn candidate(&self, reference: &str, profile: Value) -> Candidate {
        let identity = Identity {
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
            identity,
        };
        Candidates::new(&self.api.database, &self.api.reference).create(&self.officer(), new).expect("a candidate").0
    }

    /// Enters an open vacancy of the first employer.
    pub fn vacancy(&self, reference: &str, content: Value) -> Vacancy {
        let new = NewVacancy {
            programme: self.programme,
            organisation: self.employer,
            reference: reference.to_owned(),
            content: serde_json::from_value(content).expect("content"),
            open: true,
            suggestions: None,
        };
        Vacancies::new(&self.api.database, &self.api.reference).create(&self.recruiter(), new).expect("a vacancy")
    }

    /// Brings people and vacancies into the index, up to the last event.
    pub fn index(&self, people: &[Candidate], vacancies: &[Vacancy]) {
        let index = self.api.rankings.index();
        let changes: Vec<Change> = people
            .iter()
            .map(|candidate| Change::Person(Box::new(person(candidate))))
            .chain(vacancies.iter().map(|vacancy| Change::Vacancy(Box::new(document(vacancy)))))
            .collect();
        let position = self.api.database.read(|connection| events::last_position(connection)).expect("a position");
        let mut writer = index.writer(20_000_000).expect("a writer");
        writer.apply(&changes).expect("changes");
        writer.commit(position).expect("a commit");
        writer.close().expect("a close");
        index.reload().expect("a snapshot");
    }
}

/// A nurse who is ready for [`nursing_post`].
pub fn nurse() -> Value {
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

/// The same with some fields otherwise; null leaves one out.
pub fn nurse_with(other: Value) -> Value {
    with(nurse(), other)
}

pub fn nursing_post() -> Value {
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

pub fn with(mut whole: Value, other: Value) -> Value {
    let (Some(fields), Value::Object(other)) = (whole.as_object_mut(), other) else { return whole };
    for (name, value) in other {
        if value.is_null() {
            fields.shift_remove(&name);
        } else {
            fields.insert(name, value);
        }
    }
    whole
}

/// What the index holds of somebody, made as the program makes it.
fn person(candidate: &Candidate) -> PersonDocument {
    let profile: &Profile = &candidate.profile;
    let settings = profile.settings.as_ref().map(|settings| match settings {
        candidate_profile::AcceptedSettings::Any => Settings::Any,
        candidate_profile::AcceptedSettings::These(codes) => Settings::Some(codes.clone()),
    });
    let experience = profile.experience.as_ref().map(|experience| Experience {
        months: experience.months.iter().map(|worked| (worked.specialism.clone(), worked.months)).collect(),
        complete: experience.complete,
    });
    let held = |held: &candidate_profile::HeldTitle| HeldTitle { title: held.title.clone(), status: held.status };
    let known = |known: &candidate_profile::KnownLanguage| KnownLanguage {
        language: known.language,
        skill: known.skill,
        level: known.level,
        evidence: known.evidence,
    };
    let facts = Facts {
        titles: profile.titles.iter().map(held).collect(),
        lowest_title: profile.lowest_title.clone(),
        specialisms: profile.specialisms.clone(),
        experience,
        last_practised: profile.last_practised,
        languages: profile.languages.iter().map(known).collect(),
        languages_complete: profile.languages_complete,
        regions: profile.regions.clone(),
        settings,
        shifts: profile.shifts,
        hours_min: profile.hours_min,
        hours_max: profile.hours_max,
        available_from: profile.available_from,
        minimum_pay: profile.minimum_pay,
        contract_min_months: profile.contract_min_months,
        driving_licence: profile.driving_licence,
        work_permission: profile.work_permission,
        consent: profile.consent,
        placed: false,
    };
    PersonDocument {
        id: candidate.id,
        reference: candidate.reference.clone(),
        pseudonym: candidate.pseudonym.clone(),
        organisation: candidate.organisation,
        facts,
        text: profile.text.clone().map(|text| FreeText { text, language: profile.text_language }),
    }
}

fn document(vacancy: &Vacancy) -> VacancyDocument {
    let content: &VacancyContent = &vacancy.content;
    let ask = |ask: &employer::LanguageAsk| LanguageAsk {
        language: ask.language,
        skill: ask.skill,
        level: ask.level,
        by: match ask.by {
            employer::By::Application => By::Application,
            employer::By::Start => By::Start,
        },
    };
    let must =
        |must: &employer::LanguageMust| LanguageMust { alternatives: must.alternatives().iter().map(ask).collect() };
    let requirements = Requirements {
        reference: vacancy.reference.clone(),
        title: content.title.clone(),
        title_status: content.title_status,
        title_by: By::Start,
        region: content.region,
        setting: content.setting.clone(),
        specialisms: content.specialisms.clone(),
        specialism_months: content.specialism_months,
        experience_months: content.experience_months,
        practised_within: content.practised_within,
        languages: content.languages.iter().map(must).collect(),
        languages_evidence: content.languages_evidence,
        shifts: content.shifts,
        hours: content.hours.map(|hours| (hours.least(), hours.most())),
        start_from: content.start_from,
        start_until: content.start_until,
        pay: content.pay,
        pay_max: content.pay_max,
        contract: content.contract,
        driving_licence: content.driving_licence,
        single_permit: content.single_permit,
        wishes: Vec::new(),
        text: content.text.clone().map(|text| FreeText { text, language: content.text_language }),
    };
    VacancyDocument {
        id: vacancy.id,
        organisation: vacancy.organisation,
        employer: content.employer.clone(),
        municipality: content.municipality.clone(),
        posts_free: content.posts.map(|posts| posts - vacancy.posts_taken),
        valid_until: content.valid_until,
        requirements,
    }
}

type Sending = Pin<Box<dyn Future<Output = Answer>>>;

/// Somebody who asks.
#[derive(Clone)]
pub struct Client {
    send: Rc<dyn Fn(TestRequest) -> Sending>,
    token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

async fn answer(response: actix_web::HttpResponse<impl MessageBody>) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes =
        actix_web::body::to_bytes(response.into_body()).await.unwrap_or_else(|_| panic!("a body that breaks off"));
    Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The answer's JSON, if it was a success.
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        self.json()
    }

    /// The problem's JSON, which is told as one and carries what every answer does.
    pub fn problem(self, status: u16, kind: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        assert!(!self.header("x-request-id").is_empty());
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{kind}"), "{problem}");
        assert_eq!(problem["status"], status);
        problem
    }
}

impl Client {
    pub async fn send(&self, request: TestRequest) -> Answer {
        let peer = "192.0.2.7:40000".parse().expect("an address");
        let request = request.peer_addr(peer);
        let request = match &self.token {
            Some(token) => request.insert_header(("Authorization", format!("Bearer {token}"))),
            None => request,
        };
        (self.send)(request).await
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.send(TestRequest::get().uri(address)).await
    }

    pub async fn post(&self, address: &str, body: &Value) -> Answer {
        self.send(TestRequest::post().uri(address).set_json(body)).await
    }

    pub async fn post_with_key(&self, address: &str, key: &str, body: &Value) -> Answer {
        self.send(TestRequest::post().uri(address).insert_header(("Idempotency-Key", key)).set_json(body)).await
    }

    /// A change from a version.
    pub async fn put(&self, address: &str, version: i64, body: &Value) -> Answer {
        let tag = format!("\"v{version}\"");
        self.send(TestRequest::put().uri(address).insert_header(("If-Match", tag)).set_json(body)).await
    }

    pub async fn patch(&self, address: &str, version: i64, body: &Value) -> Answer {
        let tag = format!("\"v{version}\"");
        self.send(TestRequest::patch().uri(address).insert_header(("If-Match", tag)).set_json(body)).await
    }

    /// An act on a version.
    pub async fn act(&self, address: &str, version: i64) -> Answer {
        let tag = format!("\"v{version}\"");
        self.send(TestRequest::post().uri(address).insert_header(("If-Match", tag))).await
    }
}

/// JSON in which what differs from run to run is named by its kind, for snapshots.
pub fn settled(value: &Value) -> Value {
    match value {
        Value::String(text) if text.parse::<CandidateId>().is_ok() => json!("[id]"),
        Value::String(text) if text.parse::<DateTime<Utc>>().is_ok() => json!("[moment]"),
        Value::String(text) if is_pseudonym(text) => json!("[pseudonym]"),
        Value::Array(items) => Value::Array(items.iter().map(settled).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), settled(value))).collect())
        }
        other => other.clone(),
    }
}

/// `Amber Heron-17`.
fn is_pseudonym(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    words.split(' ').count() == 2
        && words.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && number.chars().all(|digit| digit.is_ascii_digit())
}
