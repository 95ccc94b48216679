//! What is beyond the reach of a caller's permission is as what doesn't exist: of another programme, of a sibling organisation,
//! of another candidate.

use access::organisations::{self, NewOrganisation, OrganisationKind};
use access::{Actor, Role, programmes};
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use uuid::Uuid;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use crate::client::{Answer, Client};
use crate::fixture::{DAY, Fixture, nurse, nursing_post, on_each_database, stated};

/// One thing of each kind, of one school and one employer.
struct Things {
    programme: ProgrammeId,
    school: OrganisationId,
    employer: OrganisationId,
    candidate: String,
    vacancy: String,
    draft: String,
    placement: String,
    curriculum: String,
    transcript: String,
    ranking: String,
}

/// Enters them as an officer of the programme.
async fn enter(
    fixture: &Fixture,
    programme: ProgrammeId,
    school: OrganisationId,
    employer: OrganisationId,
) -> Things {
    let officer = fixture.as_actor(&Actor::new("officer-1", Role::Officer, programme)).await;
    let create = async |address: &str, body: Value| -> String {
        let created = officer.post(address, &body).await.ok();
        created["id"].as_str().expect("an identifier").to_owned()
    };
    let candidate = async |reference: &str| {
        let new = json!({ "organisation": school, "reference": reference, "profile": stated(nurse()) });
        create("/api/v1/candidates", new).await
    };
    let vacancy = async |reference: &str, open: bool| {
        let new =
            json!({ "organisation": employer, "reference": reference, "open": open, "content": nursing_post() });
        create("/api/v1/vacancies", new).await
    };
    let curriculum = async |reference: &str, candidate: Option<&str>| {
        let new = json!({
            "school": school,
            "reference": reference,
            "candidate": candidate,
            "enrolment_year": 2021,
            "content": modules(),
        });
        create("/api/v1/curricula", new).await
    };
    // The same references as those of others: they belong to the organisation.
    let (placed, seeking) = (candidate("c1").await, candidate("c2").await);
    let (open, draft) = (vacancy("v1", true).await, vacancy("v2", false).await);
    let start = json!({ "vacancy": open, "candidate": placed, "starts_on": "2027-01-04" });
    let placement = create("/api/v1/placements", start).await;
    let transcript = curriculum("marks", Some(&seeking)).await;
    let curriculum = curriculum("licence", None).await;
    fixture.index();
    // For an employer, who may read no ranking that was made for staff.
    let recruiter = Actor::new("recruiter-3", Role::Recruiter, programme).for_organisation(employer);
    let recruiter = fixture.as_actor(&recruiter).await;
    let ranking = recruiter.post(&format!("/api/v1/vacancies/{open}/rankings"), &json!({ "as_of": DAY })).await.ok();
    let ranking = ranking["id"].as_str().expect("an identifier").to_owned();
    Things {
        programme,
        school,
        employer,
        candidate: seeking,
        vacancy: open,
        draft,
        placement,
        curriculum,
        transcript,
        ranking,
    }
}

fn modules() -> Value {
    json!({ "modules": [
        { "code": "S1-M1", "title": "Pédiatrie", "language": "fr", "year": 1, "theory": "30", "clinical": "0" },
    ] })
}

/// The organisations of a programme that are like those of the fixture.
fn organisation(fixture: &Fixture, programme: ProgrammeId, kind: OrganisationKind, name: &str) -> OrganisationId {
    let new = NewOrganisation { programme, kind, name, enterprise_number: None };
    organisations::create(&fixture.context.database, &Actor::operator(), &new).expect("an organisation").id
}

/// A request on one thing.
struct Operation {
    method: &'static str,
    /// With `{id}`.
    address: &'static str,
    body: Option<Value>,
}

/// The operations on things of one kind.
fn operations(kind: &str) -> Vec<Operation> {
    let read = |address| Operation { method: "GET", address, body: None };
    let act = |address| Operation { method: "POST", address, body: None };
    let change = |method, address, body| Operation { method, address, body: Some(body) };
    match kind {
        "candidate" => vec![
            read("/candidates/{id}"),
            read("/candidates/{id}/titles"),
            read("/candidates/{id}/languages"),
            read("/candidates/{id}/preferences"),
            read("/candidates/{id}/personal-data"),
            read("/candidates/{id}/opportunities"),
            change("PUT", "/candidates/{id}", json!({ "profile": stated(nurse()) })),
            change("PATCH", "/candidates/{id}", json!({ "profile": { "consent": true } })),
            change("PATCH", "/candidates/{id}", json!({ "personal_data": { "name": "Invented" } })),
            change("PUT", "/candidates/{id}/titles", json!({ "titles": [] })),
            change("PUT", "/candidates/{id}/languages", json!({ "languages": [] })),
            change("PUT", "/candidates/{id}/preferences", json!({ "preferences": {} })),
            change("PUT", "/candidates/{id}/personal-data", json!({ "personal_data": {} })),
            act("/candidates/{id}/withdraw"),
        ],
        "vacancy" => vec![
            read("/vacancies/{id}"),
            change("PUT", "/vacancies/{id}", json!({ "content": nursing_post() })),
            act("/vacancies/{id}/publish"),
            act("/vacancies/{id}/close"),
            act("/vacancies/{id}/withdraw"),
            change("POST", "/vacancies/{id}/rankings", json!({ "as_of": DAY })),
            Operation {
                method: "GET",
                address: "/vacancies/{id}/standing?candidate=0190b2c4-7d5e-7a31-9c8f-2b6d4e8f1a3c",
                body: None,
            },
        ],
        "placement" => {
            vec![read("/placements/{id}"), change("POST", "/placements/{id}/end", json!({ "ended_on": DAY }))]
        }
        "curriculum" => vec![
            read("/curricula/{id}"),
            read("/curricula/{id}/assessments"),
            Operation {
                method: "GET",
                address: "/curricula/{id}/comparison?with=0190b2c4-7d5e-7a31-9c8f-2b6d4e8f1a3c",
                body: None,
            },
            change("PUT", "/curricula/{id}", json!({ "content": modules() })),
            change("POST", "/curricula/{id}/confirmed-subjects", json!({ "module": "S1-M1", "subjects": [] })),
        ],
        "ranking" => vec![
            read("/rankings/{id}"),
            read("/rankings/{id}/near-misses"),
            read("/rankings/{id}/requirement-impacts"),
            read("/rankings/{id}/replay"),
        ],
        other => panic!("no kind: {other}"),
    }
}

async fn send(
    client: &Client,
    method: &str,
    address: &str,
    version: &str,
    key: &str,
    body: Option<&Value>,
) -> Answer {
    let address = format!("/api/v1{address}");
    let request = match method {
        "GET" => TestRequest::get(),
        "PUT" => TestRequest::put(),
        "PATCH" => TestRequest::patch(),
        _ => TestRequest::post(),
    };
    let mut request = request.uri(&address);
    if !version.is_empty() {
        request = request.insert_header(("If-Match", version));
    }
    if !key.is_empty() {
        request = request.insert_header(("Idempotency-Key", key));
    }
    client
        .send(match body {
            Some(body) => request.set_json(body),
            None => request,
        })
        .await
}

/// An answer as it can be compared: without the request's id and with `[id]` for the identifier that was asked for.
fn seen(answer: &Answer, id: &str) -> String {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "date"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or("?")))
        .collect();
    headers.sort();
    format!("{}\n{}\n{}", answer.status, headers.join("\n"), answer.text.replace(id, "[id]"))
}

/// Actors of all roles, of the organisations of some things.
fn actors(fixture: &Fixture, own: &Things) -> Vec<Actor> {
    let actor = |role: Role| Actor::new(format!("{role}-9"), role, own.programme);
    let id: CandidateId = own.candidate.parse().expect("an identifier");
    vec![
        Actor::candidate(id, own.programme),
        actor(Role::Recruiter).for_organisation(own.employer),
        actor(Role::Registrar).for_organisation(own.school),
        actor(Role::Officer).for_organisation(fixture.agency),
        actor(Role::Certifier).for_organisation(fixture.agency),
        actor(Role::ProgrammeManager),
        actor(Role::Auditor),
        actor(Role::Administrator),
    ]
}

/// Whether an answer is one that tells of a thing: the sibling's are within the reach of roles of the whole programme.
fn is_within_reach(role: Role, kind: &str, operation: &Operation, is_open: bool) -> bool {
    match role {
        Role::Recruiter | Role::Registrar | Role::Candidate => {
            // All of a programme may read an open vacancy.
            kind == "vacancy" && operation.method == "GET" && operation.address == "/vacancies/{id}" && is_open
        }
        _ => true,
    }
}

#[test]
fn what_is_out_of_reach_is_answered_as_what_does_not_exist() {
    on_each_database(async |fixture| {
        let operator = Actor::operator();
        let own = enter(fixture, fixture.programme, fixture.school, fixture.employer).await;
        let school = organisation(fixture, fixture.programme, OrganisationKind::School, "Sibling school");
        let sibling = enter(fixture, fixture.programme, school, fixture.other_employer).await;
        let database = &fixture.context.database;
        let programme = programmes::create(database, &operator, "two", "ma-be", "Second").expect("a programme").id;
        let school = organisation(fixture, programme, OrganisationKind::School, "ISPITS inventé");
        let employer = organisation(fixture, programme, OrganisationKind::Employer, "WZC De Verzonnen Linde");
        let elsewhere = enter(fixture, programme, school, employer).await;

        for actor in actors(fixture, &own) {
            let client = fixture.as_actor(&actor).await;
            for (is_sibling, things) in [(true, &sibling), (false, &elsewhere)] {
                let of_kind = [
                    ("candidate", vec![&things.candidate]),
                    ("vacancy", vec![&things.vacancy, &things.draft]),
                    ("placement", vec![&things.placement]),
                    ("curriculum", vec![&things.curriculum, &things.transcript]),
                    ("ranking", vec![&things.ranking]),
                ];
                for (kind, ids) in of_kind {
                    for (operation, id) in
                        operations(kind).iter().flat_map(|one| ids.iter().map(move |id| (one, *id)))
                    {
                        let is_open = *id == things.vacancy;
                        if is_sibling && is_within_reach(actor.role, kind, operation, is_open) {
                            continue;
                        }
                        for version in ["\"v1\"", "\"v9\"", ""] {
                            let absent = Uuid::now_v7().to_string();
                            let ask = async |id: &str| {
                                let address = operation.address.replace("{id}", id);
                                let body = operation.body.as_ref();
                                let answer = send(&client, operation.method, &address, version, "", body).await;
                                (answer.status.as_u16(), seen(&answer, id))
                            };
                            let (status, of_absent) = ask(&absent).await;
                            let (_, of_foreign) = ask(id).await;
                            let case = format!("{}: {} {}", actor.role, operation.method, operation.address);
                            assert_eq!(of_foreign, of_absent, "{case}");
                            let is_asked = version.is_empty() && operation.body.is_some();
                            assert!(
                                matches!(status, 403 | 404) || (version.is_empty() && status == 428),
                                "{case} {is_asked}: {of_absent}"
                            );
                        }
                    }
                }
            }
        }
    });
}

#[test]
fn what_a_request_names_out_of_reach_is_answered_as_what_does_not_exist() {
    on_each_database(async |fixture| {
        let operator = Actor::operator();
        let own = enter(fixture, fixture.programme, fixture.school, fixture.employer).await;
        let school = organisation(fixture, fixture.programme, OrganisationKind::School, "Sibling school");
        let sibling = enter(fixture, fixture.programme, school, fixture.other_employer).await;
        let database = &fixture.context.database;
        let programme = programmes::create(database, &operator, "two", "ma-be", "Second").expect("a programme").id;
        let school = organisation(fixture, programme, OrganisationKind::School, "ISPITS inventé");
        let employer = organisation(fixture, programme, OrganisationKind::Employer, "WZC De Verzonnen Linde");
        let elsewhere = enter(fixture, programme, school, employer).await;

        for actor in actors(fixture, &own) {
            let client = fixture.as_actor(&actor).await;
            let is_of_organisation = matches!(actor.role, Role::Recruiter | Role::Registrar | Role::Candidate);
            let mut requests: Vec<(&str, String, Option<Value>, String)> = Vec::new();
            for things in [&elsewhere, &sibling] {
                if std::ptr::eq(things, &sibling) && !is_of_organisation {
                    continue;
                }
                let (school, employer) = (things.school.to_string(), things.employer.to_string());
                let curriculum = json!({
                    "school": own.school, "reference": "new", "enrolment_year": 2021, "content": modules(),
                });
                let with = |mut body: Value, name: &str, id: &str| {
                    body[name] = json!(id);
                    Some(body)
                };
                let vacancy = json!({ "reference": "new", "content": nursing_post() });
                let candidate = json!({ "profile": stated(nurse()) });
                let placement =
                    json!({ "vacancy": own.vacancy, "candidate": own.candidate, "starts_on": "2027-01-04" });
                let post = |address: &str, body, id: &str| ("POST", address.to_owned(), body, id.to_owned());
                let get = |address: String, id: &str| ("GET", address, None, id.to_owned());
                requests.extend([
                    post("/vacancies", with(vacancy, "organisation", &employer), &employer),
                    post("/curricula", with(curriculum.clone(), "school", &school), &school),
                    post("/curricula", with(curriculum, "candidate", &things.candidate), &things.candidate),
                    post("/placements", with(placement.clone(), "vacancy", &things.vacancy), &things.vacancy),
                    post("/placements", with(placement, "candidate", &things.candidate), &things.candidate),
                    get(format!("/placements?vacancy={}", things.vacancy), &things.vacancy),
                    get(format!("/placements?candidate={}", things.candidate), &things.candidate),
                    get(format!("/vacancies?state=draft&organisation={employer}"), &employer),
                    get(format!("/vacancies?state=closed&organisation={employer}"), &employer),
                    get(format!("/curricula?school={school}"), &school),
                    get(format!("/curricula?transcripts=true&school={school}"), &school),
                    get(
                        format!("/vacancies/{}/standing?candidate={}", own.vacancy, things.candidate),
                        &things.candidate,
                    ),
                    get(
                        format!("/curricula/{}/comparison?with={}", own.curriculum, things.curriculum),
                        &things.curriculum,
                    ),
                ]);
                // A candidate who registers may name any school of the programme.
                if actor.role != Role::Candidate || std::ptr::eq(things, &elsewhere) {
                    requests.push(post("/candidates", with(candidate, "organisation", &school), &school));
                }
            }
            for (method, address, body, id) in requests {
                let absent = Uuid::now_v7().to_string();
                let ask = async |asked: &str| {
                    let address = address.replace(&id, asked);
                    let body = body.as_ref().map(|body| {
                        let written = body.to_string().replace(&id, asked);
                        serde_json::from_str::<Value>(&written).expect("JSON")
                    });
                    let key = if method == "POST" { asked } else { "" };
                    seen(&send(&client, method, &address, "", key, body.as_ref()).await, asked)
                };
                let case = format!("{}: {method} {address} {body:?}", actor.role);
                assert_eq!(ask(&id).await, ask(&absent).await, "{case}");
            }
        }
    });
}

#[test]
fn a_permission_that_a_role_never_has_is_forbidden_whatever_there_is() {
    on_each_database(async |fixture| {
        let own = enter(fixture, fixture.programme, fixture.school, fixture.employer).await;
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        for id in [own.candidate.clone(), Uuid::now_v7().to_string()] {
            let problem = recruiter.get(&format!("/api/v1/candidates/{id}")).await.problem(403, "forbidden");
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("officer")), "{problem}");
        }
        let auditor = fixture.as_actor(&Actor::new("auditor-1", Role::Auditor, fixture.programme)).await;
        for id in [own.vacancy, Uuid::now_v7().to_string()] {
            auditor.get(&format!("/api/v1/vacancies/{id}")).await.problem(403, "forbidden");
        }
    });
}

#[test]
fn a_reference_of_another_organisation_is_free() {
    on_each_database(async |fixture| {
        let own = enter(fixture, fixture.programme, fixture.school, fixture.employer).await;
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        let new = json!({ "reference": "c1", "profile": stated(nurse()) });
        registrar.post("/api/v1/candidates", &new).await.problem(409, "conflict");
        let school = organisation(fixture, fixture.programme, OrganisationKind::School, "Sibling school");
        let other = Actor::new("registrar-2", Role::Registrar, fixture.programme).for_organisation(school);
        let other = fixture.as_actor(&other).await;
        other.post("/api/v1/candidates", &new).await.ok();
        other.post("/api/v1/candidates", &new).await.problem(409, "conflict");
        // The agency's own, and those of nobody.
        let officer = fixture.as_actor(&fixture.officer()).await;
        officer.post("/api/v1/candidates", &new).await.ok();
        officer.post("/api/v1/candidates", &new).await.problem(409, "conflict");
        let alone = fixture.as_actor(&Actor::new("officer-2", Role::Officer, fixture.programme)).await;
        alone.post("/api/v1/candidates", &new).await.ok();
        alone.post("/api/v1/candidates", &new).await.problem(409, "conflict");
        // A candidate would learn by the refusal which references of nobody are taken.
        let candidate = Actor::candidate(CandidateId::new(), fixture.programme);
        let candidate = fixture.as_actor(&candidate).await;
        for reference in ["c1", "free"] {
            let new = json!({ "reference": reference, "profile": stated(nurse()) });
            let problem = candidate.post("/api/v1/candidates", &new).await.problem(422, "invalid");
            assert_eq!(problem["errors"][0]["field"], "reference");
        }
        candidate.post("/api/v1/candidates", &json!({ "profile": stated(nurse()) })).await.ok();

        let recruiter = fixture.as_actor(&fixture.other_recruiter()).await;
        let new = json!({ "reference": "v1", "content": nursing_post() });
        let entered = recruiter.post("/api/v1/vacancies", &new).await.ok();
        assert_ne!(entered["id"], json!(own.vacancy));
        recruiter.post("/api/v1/vacancies", &new).await.problem(409, "conflict");
    });
}

#[test]
fn a_cursor_of_another_list_organisation_or_programme_is_as_any_other_text() {
    on_each_database(async |fixture| {
        let own = enter(fixture, fixture.programme, fixture.school, fixture.employer).await;
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        let officer = fixture.as_actor(&fixture.officer()).await;
        let next = async |client: &Client, address: &str| {
            let page = client.get(&format!("/api/v1/{address}?limit=1")).await.ok();
            page["next"].as_str().expect("a second page").to_owned()
        };
        let cursor = next(&registrar, "candidates").await;
        registrar.get(&format!("/api/v1/candidates?cursor={cursor}")).await.ok();
        let malformed = officer.get("/api/v1/candidates?cursor=x").await.problem(400, "malformed-query");
        for (client, address, cursor) in [
            (&officer, "candidates", cursor.clone()),
            (&registrar, "curricula", cursor.clone()),
            (&officer, "placements", next(&officer, "candidates").await),
            (&officer, "vacancies", next(&officer, "candidates").await),
        ] {
            let answer = client.get(&format!("/api/v1/{address}?cursor={cursor}")).await;
            let mut problem = answer.problem(400, "malformed-query");
            problem["errors"][0]["value"] = json!("x");
            assert_eq!(problem, malformed, "{address}");
        }
        let _ = own;
    });
}
