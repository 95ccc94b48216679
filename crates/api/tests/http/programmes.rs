//! Programmes of two corridors in one process, each with rules and an index of its own: nothing of one is in an answer of
//! the other.

use access::organisations::{self, NewOrganisation, OrganisationKind};
use access::{Actor, Role, programmes};
use actix_web::test::TestRequest;
use candidate_profile::PersonalData;
use candidate_profile::candidates::Indexable;
use chrono::TimeDelta;
use employer::{NewVacancy, Vacancies, Vacancy};
use serde_json::{Value, json};
use vocabulary::{OrganisationId, ProgrammeId};

use crate::client::{Answer, Client};
use crate::fixture::{
    DAY, Fixture, import_candidate, nurse, nursing_post, on_each_database_with_two_corridors, stated,
};

/// A second programme, of the invented corridor, beside that of the fixture.
struct Second<'f> {
    fixture: &'f Fixture,
    programme: ProgrammeId,
    employer: OrganisationId,
    candidate: Indexable,
    vacancy: Vacancy,
}

impl<'f> Second<'f> {
    fn new(fixture: &'f Fixture) -> Self {
        let (database, operator) = (&fixture.context.database, Actor::operator());
        let programme = programmes::create(database, &operator, "two", "aa-xx", "Second").expect("a programme").id;
        let employer = NewOrganisation {
            programme,
            kind: OrganisationKind::Employer,
            name: "Quay Builders",
            enterprise_number: Some("000-970".parse().expect("a number")),
        };
        let employer = organisations::create(database, &operator, &employer).expect("an organisation").id;
        let (context, reference) = (&fixture.context, &fixture.context.reference);
        let nobody = PersonalData::default();
        let candidate = import_candidate(context, programme, None, "two-c1", mason(), nobody);
        let vacancy = NewVacancy {
            programme,
            organisation: employer,
            reference: "two-v1".to_owned(),
            content: serde_json::from_value(site()).expect("content"),
            open: true,
            suggestions: None,
        };
        let vacancy = Vacancies::new(&context.database, reference).create(&operator, vacancy).expect("a vacancy");
        Self { fixture, programme, employer, candidate, vacancy }
    }

    async fn officer(&self) -> Client {
        self.fixture.as_actor(&Actor::new("officer-1", Role::Officer, self.programme)).await
    }
}

fn mason() -> Value {
    json!({
        "titles": [{ "title": "site-foreman", "status": "licensed" }],
        "lowest_title": "bricklayer",
        "experience": { "months": [{ "specialism": "general", "months": 18 }], "complete": true },
        "regions": ["XX1"],
        "settings": "any",
        "shifts": ["day"],
        "hours_min": "30",
        "hours_max": "38",
        "available_from": "2027-01-15",
        "minimum_pay": "900",
        "contract_min_months": 0,
        "work_permission": "free",
        "consent": true,
        "text": "Metselwerk aan de kade, ouderenzorg is dat niet.",
        "text_language": "nl"
    })
}

fn site() -> Value {
    json!({
        "employer": "Quay Builders",
        "employer_number": "000970",
        "title": "bricklayer",
        "title_status": "licensed",
        "region": "XX111",
        "municipality": "Port Nowhere",
        "start_from": "2027-02-01",
        "start_until": "2027-06-01",
        "pay": "900",
        "single_permit": true,
        "text": "Metselaar gezocht voor ouderenzorg, de bouw van een woonzorgcentrum.",
        "text_language": "nl"
    })
}

/// Addresses that name nothing, so that they answer with what the caller's programme has.
const LISTS: [&str; 7] = [
    "/api/v1/candidates",
    "/api/v1/vacancies",
    "/api/v1/placements",
    "/api/v1/curricula",
    "/api/v1/curricula?transcripts=true",
    "/api/v1/search/candidates?q=ouderenzorg&language=nl",
    "/api/v1/search/vacancies?q=ouderenzorg&language=nl",
];

/// Addresses of what belongs to one programme.
fn addresses(candidate: &Indexable, vacancy: &Vacancy) -> Vec<String> {
    let candidate_id = candidate.id;
    let (candidate, vacancy) =
        (format!("/api/v1/candidates/{}", candidate.id), format!("/api/v1/vacancies/{}", vacancy.id));
    let day = format!("as_of={DAY}");
    vec![
        candidate.clone(),
        format!("{candidate}/personal-data"),
        format!("{candidate}/opportunities?{day}"),
        vacancy.clone(),
        format!("{vacancy}/standing?candidate={}&{day}", candidate_id),
    ]
}

/// What would betray something of a programme, in any answer.
fn traces(programme: ProgrammeId, employer: OrganisationId, candidate: &Indexable, vacancy: &Vacancy) -> Vec<String> {
    vec![
        programme.to_string(),
        employer.to_string(),
        candidate.id.to_string(),
        candidate.reference.clone(),
        candidate.pseudonym.clone(),
        vacancy.id.to_string(),
        vacancy.reference.clone(),
    ]
}

fn assert_no_trace(answer: &Answer, traces: &[String], address: &str) {
    for trace in traces.iter().filter(|trace| !address.contains(trace.as_str())) {
        assert!(!answer.text.contains(trace.as_str()), "{address} tells `{trace}`: {}", answer.text);
        let headers = format!("{:?}", answer.headers);
        assert!(!headers.contains(trace.as_str()), "a header of {address} tells `{trace}`: {headers}");
    }
}

#[test]
fn each_programme_has_rules_and_candidates_of_its_own() {
    on_each_database_with_two_corridors(async |fixture| {
        let first = (fixture.candidate("one-c1", nurse()), fixture.vacancy("one-v1", nursing_post()));
        let second = Second::new(fixture);
        fixture.index();
        let officers = [fixture.as_actor(&fixture.officer()).await, second.officer().await];
        let of_first = officers[0].rank(first.1.id, "", &json!({ "as_of": DAY })).await.ok();
        let of_second = officers[1].rank(second.vacancy.id, "", &json!({ "as_of": DAY })).await.ok();
        for (ranking, candidate, criteria) in [(&of_first, &first.0, 8), (&of_second, &second.candidate, 2)] {
            let counts: u64 = ranking["counts"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
            assert_eq!(counts, 1, "{ranking}");
            assert_eq!(ranking["ranking"][0]["candidate"], candidate.pseudonym, "{ranking}");
            assert_eq!(ranking["ranking"][0]["standing"], "ready", "{ranking}");
            assert_eq!(ranking["ranking"][0]["criteria"].as_array().map(Vec::len), Some(criteria));
        }
        // 18 months by the scale of the invented corridor: half for 12, and half of the other half for 6 more.
        assert_eq!(of_second["ranking"][0]["criteria"][0]["value"], 0.75);
        assert_ne!(of_first["freshness"], of_second["freshness"]);
        // The number is written in the form of the invented register.
        let vacancy = officers[1].get(&format!("/api/v1/vacancies/{}", second.vacancy.id)).await.ok();
        assert_eq!(vacancy["content"]["employer_number"], "000-970");
        assert_eq!(vacancy["pay_notice"]["authority"], "harbour-office");
    });
}

/// Port Nowhere is fourteen hours ahead of UTC, Brussels one.
#[test]
fn without_a_day_the_day_is_that_of_the_destination() {
    on_each_database_with_two_corridors(async |fixture| {
        fixture.candidate("one-c1", nurse());
        let vacancy = fixture.vacancy("one-v1", nursing_post());
        let second = Second::new(fixture);
        fixture.index();
        for (minutes, days) in [
            (0, ["2026-12-01", "2026-12-01"]),
            (90, ["2026-12-01", "2026-12-02"]),
            (13 * 60, ["2026-12-02", "2026-12-02"]),
        ] {
            // From 09:00 to 10:30, then to 23:30 in UTC.
            fixture.clock.advance(TimeDelta::minutes(minutes));
            let officers = [fixture.as_actor(&fixture.officer()).await, second.officer().await];
            for ((officer, vacancy), day) in officers.iter().zip([vacancy.id, second.vacancy.id]).zip(days) {
                assert_eq!(officer.rank(vacancy, "", &json!({})).await.ok()["as_of"], day);
            }
        }
    });
}

#[test]
fn a_ranking_says_which_data_had_ended_by_its_day() {
    on_each_database_with_two_corridors(async |fixture| {
        let second = Second::new(fixture);
        fixture.index();
        let officer = second.officer().await;
        let ranked = async |day: &str| officer.rank(second.vacancy.id, "", &json!({ "as_of": day })).await.ok();
        assert!(ranked("2028-12-31").await.get("ended").is_none());
        let ended = &ranked("2029-01-01").await["ended"];
        let expected = json!([{ "kind": "permit", "code": "harbour-pass", "valid_to": "2028-12-31",
            "source": "invented for tests" }]);
        assert_eq!(*ended, expected);
    });
}

#[test]
fn nothing_of_one_programme_is_in_an_answer_of_the_other() {
    on_each_database_with_two_corridors(async |fixture| {
        let first = (fixture.candidate("one-c1", nurse()), fixture.vacancy("one-v1", nursing_post()));
        let second = Second::new(fixture);
        fixture.index();
        let of_first = (
            fixture.as_actor(&fixture.officer()).await,
            traces(fixture.programme, fixture.employer, &first.0, &first.1),
            addresses(&first.0, &first.1),
        );
        let of_second = (
            second.officer().await,
            traces(second.programme, second.employer, &second.candidate, &second.vacancy),
            addresses(&second.candidate, &second.vacancy),
        );
        for ((officer, own, own_addresses), (_, other, other_addresses)) in
            [(&of_first, &of_second), (&of_second, &of_first)]
        {
            for address in LISTS.iter().copied().chain(own_addresses.iter().map(String::as_str)) {
                let answer = officer.get(address).await;
                assert!(answer.status.is_success(), "{address}: {}", answer.text);
                assert_no_trace(&answer, other, address);
            }
            // What belongs to the other programme can't be told from what doesn't exist.
            for address in other_addresses {
                let (path, query) = address.split_once('?').unwrap_or((address, ""));
                let id = path.split('/').nth(4).expect("an identifier");
                let none = uuid::Uuid::now_v7().to_string();
                let hidden = officer.get(address).await;
                let missing = officer.get(&format!("{}?{query}", path.replace(id, &none))).await;
                assert_eq!(hidden.status, 404, "{address}: {}", hidden.text);
                let same = |answer: &Answer, id: &str| {
                    let mut problem = answer.json();
                    problem["instance"] = Value::Null;
                    problem.to_string().replace(id, "…")
                };
                assert_eq!(same(&hidden, id), same(&missing, &none), "{address}");
                assert_no_trace(&hidden, other, address);
            }
            assert!(!own.is_empty());
        }
        let (vacancy, candidate) =
            (format!("/api/v1/vacancies/{}", first.1.id), format!("/api/v1/candidates/{}", first.0.id));
        of_second.0.put(&vacancy, 1, &json!({ "content": site() })).await.problem(404, "not-found");
        of_second
            .0
            .patch(&candidate, 1, &json!({ "profile": { "hours_max": "20" } }))
            .await
            .problem(404, "not-found");
        for transition in ["close", "withdraw", "publish"] {
            let address = format!("/api/v1/vacancies/{}/{transition}", first.1.id);
            of_second.0.transition(&address, 1).await.problem(404, "not-found");
        }
        let untouched = of_first.0.get(&format!("/api/v1/vacancies/{}", first.1.id)).await.ok();
        assert_eq!((&untouched["version"], &untouched["state"]), (&json!(1), &json!("open")));
    });
}

#[test]
fn cursors_records_organisations_and_repeated_requests_stay_in_their_programme() {
    on_each_database_with_two_corridors(async |fixture| {
        for number in 0..3 {
            fixture.candidate(&format!("one-c{number}"), nurse());
        }
        let first_vacancy = fixture.vacancy("one-v1", nursing_post());
        let second = Second::new(fixture);
        fixture.index();
        // The same person has tokens for both programmes.
        let officer = fixture.as_actor(&fixture.officer()).await;
        let elsewhere = second.officer().await;
        let page = officer.get("/api/v1/candidates?limit=1").await.ok();
        let cursor = page["next"].as_str().expect("another page");
        let continued = elsewhere.get(&format!("/api/v1/candidates?limit=10&cursor={cursor}")).await;
        for reference in ["one-c0", "one-c1", "one-c2"] {
            assert!(!continued.text.contains(reference), "{}", continued.text);
        }
        let ranking = officer.rank(first_vacancy.id, "", &json!({ "as_of": DAY })).await.ok();
        let ranking = ranking["id"].as_str().expect("an id");
        for part in ["", "/near-misses", "/requirement-impacts", "/replay"] {
            let address = format!("/api/v1/rankings/{ranking}{part}");
            elsewhere.get(&address).await.problem(404, "not-found");
            assert!(officer.get(&address).await.status.is_success());
        }
        elsewhere.rank(first_vacancy.id, "", &json!({ "as_of": DAY })).await.problem(404, "not-found");

        let candidate = json!({ "reference": "twice", "profile": stated(nurse()) });
        let created = officer.post_with_key("/api/v1/candidates", "key-1", &candidate).await.ok();
        let mason = json!({ "reference": "twice", "profile": stated(mason()) });
        let other = elsewhere.post_with_key("/api/v1/candidates", "key-1", &mason).await.ok();
        assert_ne!(created["id"], other["id"], "the key is that of another programme");

        // An employer or a school of the other programme can't be named.
        let vacancy = json!({ "reference": "v2", "organisation": fixture.employer, "content": site() });
        let refused = elsewhere.post("/api/v1/vacancies", &vacancy).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "organisation", "{refused}");
        let mason = json!({ "reference": "c2", "organisation": fixture.school, "profile": {} });
        let refused = elsewhere.post("/api/v1/candidates", &mason).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "organisation", "{refused}");

        // A title or region of the other corridor isn't one of this corridor's.
        let vacancy = json!({ "reference": "v3", "organisation": second.employer, "content": nursing_post() });
        let refused = elsewhere.post("/api/v1/vacancies", &vacancy).await.problem(422, "invalid");
        let fields: Vec<&str> =
            refused["errors"].as_array().expect("errors").iter().filter_map(|one| one["field"].as_str()).collect();
        assert!(fields.contains(&"content.title") && fields.contains(&"content.region"), "{refused}");
        assert!(refused.to_string().contains("bricklayer, site-foreman"), "{refused}");
    });
}

#[test]
fn a_token_of_the_installation_names_no_programme() {
    on_each_database_with_two_corridors(async |fixture| {
        let administrator = Actor::new("admin-1", Role::Administrator, vocabulary::Scope::Installation);
        let client = fixture.as_actor(&administrator).await;
        for address in LISTS {
            let problem = client.get(address).await.problem(403, "forbidden");
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("programme")), "{problem}");
        }
        // A programme can't be named in any other way.
        let officer = fixture.as_actor(&fixture.officer()).await;
        let named = format!("/api/v1/candidates?programme={}", fixture.programme);
        officer.send(TestRequest::get().uri(&named)).await.problem(400, "malformed-query");
    });
}
