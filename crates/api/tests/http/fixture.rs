//! A programme with two employers, an agency and a school; people and vacancies; and somebody who asks.

use std::sync::{Arc, LazyLock};

use access::{Actor, NewOrganisation, OrganisationKind, Role, Secret, Tokens, organisations, programmes};
use actix_web::rt::System;
use api::{Api, Limits};
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidate, Candidates, PersonalData, Profile};
use chrono::{DateTime, TimeDelta, Utc};
use employer::{NewVacancy, Vacancies, Vacancy, VacancyContent};
use matching::RuleConfig;
use matching::facts::{Experience, Facts, FreeText, HeldTitle, KnownLanguage, Settings};
use matching::requirements::{LanguageAlternative, LanguageRequirement, Requirements};
use matching::text::Analyser;
use ranking::index::{Index, IndexChange, PersonDocument, VacancyDocument};
use ranking::rankings::Rankings;
use reference_data::ReferenceData;
use serde_json::{Value, json};
use storage::testing::for_each_database;
use storage::{Database, events};
use vocabulary::{OrganisationId, ProgrammeId};

use crate::client::Client;

static REFERENCE: LazyLock<Arc<ReferenceData>> =
    LazyLock::new(|| Arc::new(ReferenceData::built_in().expect("the built-in configuration is clean")));
static BASIS: LazyLock<Arc<RuleConfig>> =
    LazyLock::new(|| Arc::new(RuleConfig::new(&REFERENCE, &[]).expect("the built-in lists fit the columns")));
static ANALYSER: LazyLock<Arc<Analyser>> = LazyLock::new(|| Arc::new(Analyser::new(&REFERENCE)));

/// The day on which everything here is judged.
pub(crate) const DAY: &str = "2026-12-01";

/// What time it always is.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-12-01T09:00:00Z".parse().expect("a moment")
}

pub(crate) struct World {
    pub(crate) api: Api,
    pub(crate) programme: ProgrammeId,
    pub(crate) employer: OrganisationId,
    pub(crate) other_employer: OrganisationId,
    pub(crate) agency: OrganisationId,
    pub(crate) school: OrganisationId,
    _folder: tempfile::TempDir,
}

/// Does the same in a new world on each database.
pub(crate) fn on_each_database(test: impl AsyncFn(&World)) {
    with_limits(Limits { requests_per_second: 0, ..Limits::default() }, test);
}

/// The same with other limits.
pub(crate) fn with_limits(limits: Limits, test: impl AsyncFn(&World)) {
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
        let rankings = Rankings::new(database.clone(), Arc::new(index), programme).expect("rankings");
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

    pub(crate) fn recruiter(&self) -> Actor {
        Actor::new("recruiter-1", Role::Recruiter).of(self.employer).within(self.programme)
    }

    pub(crate) fn other_recruiter(&self) -> Actor {
        Actor::new("recruiter-2", Role::Recruiter).of(self.other_employer).within(self.programme)
    }

    pub(crate) fn officer(&self) -> Actor {
        Actor::new("officer-1", Role::Officer).of(self.agency).within(self.programme)
    }

    pub(crate) fn registrar(&self) -> Actor {
        Actor::new("registrar-1", Role::Registrar).of(self.school).within(self.programme)
    }

    /// Somebody who can ask, as an actor.
    pub(crate) async fn as_actor(&self, actor: &Actor) -> Client {
        let token = self.api.tokens.issue(actor, now(), TimeDelta::hours(1)).expect("a token");
        self.client(Some(token)).await
    }

    /// Somebody who can ask, with a token or without.
    pub(crate) async fn client(&self, token: Option<String>) -> Client {
        Client::new(&self.api, token).await
    }

    /// Registers somebody with an personal_data that nobody but the agency may see.
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
        Candidates::new(&self.api.database, &self.api.reference).create(&self.officer(), new).expect("a candidate").0
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
        Vacancies::new(&self.api.database, &self.api.reference).create(&self.recruiter(), new).expect("a vacancy")
    }

    /// Brings people and vacancies into the index, up to the last event.
    pub(crate) fn index(&self, people: &[Candidate], vacancies: &[Vacancy]) {
        let index = self.api.rankings.index();
        let changes: Vec<IndexChange> = people
            .iter()
            .map(|candidate| IndexChange::Person(Box::new(person(candidate))))
            .chain(vacancies.iter().map(|vacancy| IndexChange::Vacancy(Box::new(document(vacancy)))))
            .collect();
        let position = self.api.database.read(events::last_position).expect("a position");
        let mut writer = index.writer(20_000_000).expect("a writer");
        writer.apply(&changes).expect("changes");
        writer.commit(ranking::index::IndexCheckpoint { position, day: None }).expect("a commit");
        writer.close().expect("a close");
        index.reload().expect("a snapshot");
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

/// The same with some fields otherwise; null leaves one out.
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

pub(crate) fn with(mut whole: Value, other: Value) -> Value {
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
        by_day: Vec::new(),
        text: profile.text.clone().map(|text| FreeText { text, language: profile.text_language }),
    }
}

fn document(vacancy: &Vacancy) -> VacancyDocument {
    let content: &VacancyContent = &vacancy.content;
    let ask = |ask: &employer::LanguageAlternative| LanguageAlternative {
        language: ask.language,
        skill: ask.skill,
        level: ask.level,
        by: ask.by,
    };
    let must = |must: &employer::LanguageRequirement| LanguageRequirement {
        alternatives: must.alternatives().iter().map(ask).collect(),
    };
    let requirements = Requirements {
        reference: vacancy.reference.clone(),
        title: content.title.clone(),
        title_status: content.title_status,
        title_by: content.title_by,
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
