//! Every path of the document with every method, as callers who may not: nothing of the object is told, and nothing of it is
//! changed. What is expected follows from the document and from the table of permissions.

use std::collections::BTreeSet;

use access::{Actor, NewOrganisation, OrganisationKind, Permission, Role, Subject, organisations, programmes};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use employer::{NewVacancy, Vacancies};
use placement::{NewPlacement, Placements};
use serde_json::{Value, json};
use vocabulary::{CandidateId, OrganisationId};

use crate::client::{Answer, Client};
use crate::document::operations;
use crate::fixture::{DAY, Fixture, nurse, nursing_post, on_each_database};

/// All methods that are tried, also those that no address takes.
const METHODS: [&str; 9] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"];

/// The permission that an operation needs of the first group; none for operations that every authenticated caller has.
fn permission_of(operation: &str) -> Option<Permission> {
    let groups = api::permissions_of(operation);
    groups.unwrap_or_else(|| panic!("`{operation}` has no permissions")).first().map(|group| group[0])
}

/// Whether a role has an operation's permissions on something.
fn may_ever(operation: &str, role: Role) -> bool {
    let has = |permission: &Permission| permission.granted_to().iter().any(|(granted, _)| *granted == role);
    api::permissions_of(operation).is_some_and(|groups| groups.iter().all(|group| group.iter().any(has)))
}

/// An object of the programme, and who reads it.
struct Object {
    /// The part of the path that names its kind.
    noun: &'static str,
    id: String,
    /// As a subject of permissions.
    subject: Subject,
    /// The addresses at which its state is read.
    addresses: Vec<String>,
}

/// The objects, and the clients by whom they are reached.
struct World {
    objects: Vec<Object>,
    owner: Client,
    ranker: Client,
}

impl World {
    async fn new(fixture: &Fixture) -> Self {
        let (database, reference) = (&fixture.context.database, &fixture.context.reference);
        let all = Subject::in_programme(fixture.programme);
        let owner = fixture.as_actor(&fixture.officer()).await;
        let ranker = fixture.as_actor(&fixture.recruiter()).await;
        let candidate = fixture.candidate("c-1", nurse());
        let placed = fixture.candidate("c-2", nurse());
        let open = fixture.vacancy("v-open", nursing_post());
        let draft = NewVacancy {
            programme: fixture.programme,
            organisation: fixture.employer,
            reference: "v-draft".to_owned(),
            content: serde_json::from_value(nursing_post()).expect("content"),
            open: false,
            suggestions: None,
        };
        let draft = Vacancies::new(database, reference).create(&fixture.recruiter(), draft).expect("a draft");
        let new = NewPlacement {
            programme: fixture.programme,
            vacancy: open.id,
            candidate: placed.id,
            starts_on: "2026-06-01".parse().expect("a date"),
        };
        let placement = Placements::new(database, reference).create(&fixture.officer(), new).expect("a placement");
        let curriculum = json!({
            "school": fixture.school, "reference": "r-1", "enrolment_year": 2023,
            "content": { "modules": [{ "code": "S1-M1", "title": "Anatomie", "theory": "100" }] },
        });
        let curriculum = owner.post("/api/v1/curricula", &curriculum).await.ok();
        fixture.index();
        let ranking = ranker.rank(open.id, "", &json!({ "as_of": DAY })).await.ok();
        let visum = json!({
            "title": "nurse-general-care",
            "kind": "visum",
            "authority": "fps-health",
            "reference": "2026/NV/00001",
            "decided_on": "2026-03-02",
        });
        let decisions = format!("/api/v1/candidates/{}/authority-decisions", candidate.id);
        let decision = owner.post(&decisions, &visum).await.ok();
        let id = |value: &Value| value["id"].as_str().expect("an identifier").to_owned();
        let object = |noun, id: String, subject, parts: &[&str]| Object {
            addresses: parts.iter().map(|part| format!("/api/v1/{noun}/{id}{part}")).collect(),
            noun,
            id,
            subject,
        };
        let of_employer = all.of_organisation(fixture.employer);
        let objects = vec![
            object(
                "candidates",
                candidate.id.to_string(),
                all.of_candidate(candidate.id, candidate.organisation),
                &["", "/personal-data", "/titles", "/languages", "/preferences"],
            ),
            object("vacancies", draft.id.to_string(), of_employer, &[""]),
            object("placements", placement.id.to_string(), all.of_candidate(placed.id, None), &[""]),
            object("curricula", id(&curriculum), all.of_organisation(fixture.school), &[""]),
            object("organisations", fixture.employer.to_string(), of_employer, &[""]),
            object("rankings", id(&ranking), of_employer, &["", "/near-misses", "/requirement-impacts"]),
            object(
                "authority-decisions",
                id(&decision),
                all.of_candidate(candidate.id, candidate.organisation),
                &[""],
            ),
            object("authority-decision-files", uuid::Uuid::now_v7().to_string(), all, &[]),
        ];
        Self { objects, owner, ranker }
    }

    fn object(&self, path: &str) -> Option<&Object> {
        let noun = path.split('/').nth(3)?;
        self.objects.iter().find(|object| path.contains("{id}") && object.noun == noun)
    }

    /// The state of an object: what its owner reads, with the version.
    async fn state(&self, object: &Object) -> Vec<(u16, String, String)> {
        let owner = if object.noun == "rankings" { &self.ranker } else { &self.owner };
        let mut state = Vec::new();
        for address in &object.addresses {
            let answer = owner.get(address).await;
            assert_eq!(answer.status.as_u16(), 200, "{address}: {}", answer.text);
            state.push((answer.status.as_u16(), answer.header("etag").to_owned(), answer.text));
        }
        state
    }

    /// The address of a path, with the identifiers and the parameters that it needs.
    fn address(&self, path: &str, operation: &Value) -> String {
        self.address_of(path, path, operation)
    }

    /// The address of a path some of whose parameters have values already.
    fn address_of(&self, partly: &str, path: &str, operation: &Value) -> String {
        let id = self.object(path).map_or_else(|| "forbidden".to_owned(), |object| object.id.clone());
        let id_of = |noun| self.objects.iter().find(|object| object.noun == noun).map(|object| object.id.as_str());
        let mut address = partly.replace("{id}", &id).replace("{kind}", "titles").replace("{hash}", &"0".repeat(64));
        if let Some(ranking) = id_of("rankings") {
            address = address.replace("{ranking}", ranking);
        }
        let parameters = operation["parameters"].as_array();
        let required = parameters
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true);
        for (position, parameter) in required.enumerate() {
            let name = parameter["name"].as_str().expect("a name");
            let value = match name {
                "q" => "verpleegkundige",
                "candidate" => id_of("candidates").expect("a candidate"),
                "with" => id_of("curricula").expect("a curriculum"),
                new => panic!("say here what the parameter `{new}` of {path} takes"),
            };
            address.push_str(&format!("{}{name}={value}", if position == 0 { '?' } else { '&' }));
        }
        address
    }

    /// A request that an owner's client would succeed with: with the version that is there, and the example of the body.
    async fn request(&self, fixture: &Fixture, method: &str, path: &str, operation: &Value) -> TestRequest {
        let name = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = TestRequest::with_uri(&self.address(path, operation)).method(name);
        if let Some(object) = self.object(path) {
            // Of the part that the operation changes, or of the whole.
            let parts = object.addresses.iter().filter(|address| path.replace("{id}", &object.id) == **address);
            let address = parts.chain(&object.addresses).next();
            let version = match address {
                Some(address) => self.owner.get(address).await.header("etag").to_owned(),
                None => String::new(),
            };
            if !version.is_empty() {
                request = request.insert_header(("If-Match", version));
            }
        }
        let content = operation["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
        let Some((media_type, content)) = content else { return request };
        let mut body = content["example"].clone();
        for (name, value) in body.as_object_mut().into_iter().flatten() {
            *value = match name.as_str() {
                "organisation" if path.ends_with("/vacancies") => json!(fixture.employer),
                "organisation" | "school" => json!(fixture.school),
                "candidate" => json!(self.objects[0].id),
                "vacancy" => json!(self.objects[1].id),
                _ => continue,
            };
        }
        request.insert_header(("Content-Type", media_type.as_str())).set_payload(body.to_string())
    }

    /// Asserts that a response tells nothing of the objects beyond the identifier that the request had.
    fn assert_tells_nothing(&self, answer: &Answer, context: &str) {
        for planted in ["Planted", "planted", "v-draft", "\"version\"", "geriatrics"] {
            assert!(!answer.text.contains(planted), "{context} tells {planted}: {}", answer.text);
        }
        assert!(answer.header("etag").is_empty(), "{context} tells a version");
    }
}

/// The operations of the document that a caller tried, as method and path.
type Tried = BTreeSet<(String, String)>;

/// The operations of the document less those that were tried.
fn untried(tried: &Tried) -> Vec<String> {
    let all = operations(&api::document()).into_iter();
    let missing = all.filter(|(method, path, _)| !tried.contains(&(method.to_uppercase(), path.clone())));
    missing.map(|(method, path, _)| format!("{method} {path}")).collect()
}

fn is_public(operation: &Value) -> bool {
    operation["security"] == json!([])
}

/// The paths of the document, each with its operations by method.
fn paths() -> Vec<(String, Vec<(String, Value)>)> {
    let document = api::document();
    let paths = document["paths"].as_object().expect("paths").clone();
    let of_path = |item: Value| {
        let item = item.as_object().expect("an item").clone();
        item.into_iter().map(|(method, operation)| (method.to_uppercase(), operation)).collect()
    };
    paths.into_iter().map(|(path, item)| (path, of_path(item))).collect()
}

/// Tokens that open nothing, each with what is wrong with it.
fn bad_tokens(fixture: &Fixture) -> Vec<(&'static str, String)> {
    let now = fixture.clock.clock().now();
    let token = |from: chrono::DateTime<chrono::Utc>| {
        fixture.context.tokens.issue(&fixture.officer(), from, TimeDelta::hours(1)).expect("a token")
    };
    let good = token(now);
    let (start, signature) = good.rsplit_once('.').expect("a signature");
    let other_signature: String = signature.chars().rev().collect();
    vec![
        ("expired", token(now - TimeDelta::hours(2))),
        ("not yet valid", token(now + TimeDelta::hours(2))),
        ("malformed", "x".to_owned()),
        ("of three parts", "a.b.c".to_owned()),
        ("wrongly signed", format!("{start}.{other_signature}")),
        ("unsigned", format!("{start}.")),
    ]
}

#[test]
fn nobody_and_callers_with_a_bad_token_reach_and_change_nothing() {
    on_each_database(async |fixture| {
        let world = World::new(fixture).await;
        let bad = bad_tokens(fixture).into_iter().map(|(caller, token)| (caller, Some(token)));
        let callers: Vec<_> = std::iter::once(("nobody", None)).chain(bad).collect();
        for (caller, token) in callers {
            let client = fixture.client(token).await;
            let mut tried = Tried::new();
            for (path, operations) in paths() {
                let before = match world.object(&path) {
                    Some(object) => Some((object, world.state(object).await)),
                    None => None,
                };
                for (method, operation) in &operations {
                    let request = world.request(fixture, method, &path, operation).await;
                    let answer = client.send(request).await;
                    let context = format!("{caller}: {method} {path}");
                    tried.insert((method.clone(), path.clone()));
                    if is_public(operation) {
                        assert!(answer.status.as_u16() < 500 && answer.status != 401, "{context}: {}", answer.status);
                        continue;
                    }
                    world.assert_tells_nothing(&answer, &context);
                    assert!(answer.header("www-authenticate").starts_with("Bearer"), "{context}");
                    answer.problem(401, "unauthenticated");
                }
                if let Some((object, before)) = before {
                    assert_eq!(world.state(object).await, before, "{caller} changed {path}");
                }
            }
            assert_eq!(untried(&tried), [""; 0], "{caller}");
        }
    });
}

#[test]
fn methods_that_an_address_does_not_take_are_refused_with_those_that_it_takes() {
    on_each_database(async |fixture| {
        let world = World::new(fixture).await;
        let mut callers =
            vec![("owner".to_owned(), world.owner.clone()), ("nobody".to_owned(), fixture.client(None).await)];
        for (caller, token) in bad_tokens(fixture) {
            if ["expired", "malformed"].contains(&caller) {
                callers.push((caller.to_owned(), fixture.client(Some(token)).await));
            }
        }
        for stranger in strangers(fixture) {
            // One of a sibling organisation and one of another programme: an unsupported method depends on no role.
            if ["recruiter-2", "officer-elsewhere"].contains(&stranger.subject.as_str()) {
                callers.push((stranger.subject.clone(), fixture.as_actor(&stranger).await));
            }
        }
        assert_eq!(callers.len(), 6);
        for (caller, client) in &callers {
            for (path, operations) in paths() {
                let before = match world.object(&path) {
                    Some(object) => Some((object, world.state(object).await)),
                    None => None,
                };
                for method in METHODS.iter().filter(|method| operations.iter().all(|(taken, _)| taken != *method)) {
                    let request = world.request(fixture, method, &path, &Value::Null).await;
                    let answer = client.send(request).await;
                    let context = format!("{caller}: {method} {path}: {}", answer.text);
                    let allow = answer.header("allow").to_owned();
                    let allowed: Vec<&str> = allow.split(", ").collect();
                    for (taken, _) in &operations {
                        assert!(allowed.contains(&taken.as_str()), "{context}: `{allow}` lacks {taken}");
                    }
                    assert!(!allowed.contains(method) || *method == "OPTIONS", "{context}: `{allow}`");
                    world.assert_tells_nothing(&answer, &context);
                    // A server may answer what an address takes.
                    if *method != "OPTIONS" || !answer.status.is_success() {
                        answer.problem(405, "method-not-allowed");
                    }
                }
                if let Some((object, before)) = before {
                    assert_eq!(world.state(object).await, before, "{caller} changed {path}");
                }
            }
        }
    });
}

#[test]
fn head_answers_like_get_without_a_body() {
    on_each_database(async |fixture| {
        let world = World::new(fixture).await;
        for (path, operations) in paths() {
            for (method, operation) in operations.iter().filter(|(method, _)| method == "GET") {
                for (caller, client) in [("owner", &world.owner), ("nobody", &fixture.client(None).await)] {
                    let get = client.send(world.request(fixture, method, &path, operation).await).await;
                    let head = client.send(world.request(fixture, "HEAD", &path, operation).await).await;
                    let context = format!("{caller}: HEAD {path}");
                    assert_eq!((head.status, head.text.as_str()), (get.status, ""), "{context}");
                    assert_eq!(head.header("etag"), get.header("etag"), "{context}");
                    assert_eq!(head.header("content-type"), get.header("content-type"), "{context}");
                }
            }
        }
    });
}

/// Actors to whom the objects don't belong: of another programme, of a sibling organisation, another person, and roles that
/// have no business with them.
fn strangers(fixture: &Fixture) -> Vec<Actor> {
    let (database, operator) = (&fixture.context.database, Actor::operator());
    let elsewhere = programmes::create(database, &operator, "two", "ma-be", "Second").expect("a programme").id;
    let organisation = |programme, kind, name| -> OrganisationId {
        let new = NewOrganisation { programme, kind, name, enterprise_number: None };
        organisations::create(database, &operator, &new).expect("an organisation").id
    };
    let second_school = organisation(fixture.programme, OrganisationKind::School, "Second school");
    let mut strangers = vec![
        fixture.other_recruiter(),
        Actor::new("registrar-2", Role::Registrar, fixture.programme).for_organisation(second_school),
        Actor::candidate(CandidateId::new(), fixture.programme),
        Actor::new("manager-1", Role::ProgrammeManager, fixture.programme),
        Actor::new("auditor-1", Role::Auditor, fixture.programme),
        Actor::new("administrator-1", Role::Administrator, fixture.programme),
        Actor::new("certifier-1", Role::Certifier, fixture.programme),
    ];
    // The same organisations' identifiers in a token of another programme open nothing either.
    strangers.extend([
        Actor { scope: elsewhere.into(), subject: "officer-elsewhere".to_owned(), ..fixture.officer() },
        Actor { scope: elsewhere.into(), subject: "recruiter-elsewhere".to_owned(), ..fixture.recruiter() },
        Actor { scope: elsewhere.into(), subject: "registrar-elsewhere".to_owned(), ..fixture.registrar() },
    ]);
    strangers
}

#[test]
fn strangers_reach_and_change_nothing() {
    on_each_database(async |fixture| {
        let world = World::new(fixture).await;
        let (mut tried, mut wrong) = (Tried::new(), Vec::new());
        for stranger in strangers(fixture) {
            let client = fixture.as_actor(&stranger).await;
            for (path, operations) in paths() {
                let object = world.object(&path);
                let before = match object {
                    Some(object) => Some((object, world.state(object).await)),
                    None => None,
                };
                for (method, operation) in operations.iter().filter(|(_, operation)| !is_public(operation)) {
                    let name = operation["operationId"].as_str().expect("a name");
                    let Some(permission) = permission_of(name) else {
                        tried.insert((method.clone(), path.clone()));
                        continue;
                    };
                    let has = may_ever(name, stranger.role);
                    let may = match object {
                        Some(object) => stranger.may(permission, &object.subject).is_ok(),
                        // Lists and creations: of their own.
                        None => has,
                    };
                    if may {
                        continue;
                    }
                    let request = world.request(fixture, method, &path, operation).await;
                    let answer = client.send(request).await;
                    let context = format!("{} ({}): {method} {path}", stranger.role, stranger.subject);
                    world.assert_tells_nothing(&answer, &context);
                    // What is out of reach doesn't exist for those whose role has the permission elsewhere, and nothing of
                    // another programme does.
                    let (mut status, mut kind) = if has { (404, "not-found") } else { (403, "forbidden") };
                    if object.is_some() && !stranger.scope.contains(fixture.programme.into()) && answer.status == 404
                    {
                        (status, kind) = (404, "not-found");
                    }
                    if answer.status.as_u16() == status {
                        answer.problem(status, kind);
                    } else {
                        wrong.push(format!("{context}: {} instead of {status}", answer.status.as_u16()));
                    }
                    tried.insert((method.clone(), path.clone()));
                }
                if let Some((object, before)) = before {
                    assert_eq!(world.state(object).await, before, "{} changed {path}", stranger.role);
                }
            }
        }
        let public: Tried = operations(&api::document())
            .into_iter()
            .filter(|(_, _, operation)| is_public(operation))
            .map(|(method, path, _)| (method.to_uppercase(), path))
            .collect();
        assert_eq!(untried(&tried.union(&public).cloned().collect()), [""; 0]);
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// What no parameter of an address or header can be: the zero character, bytes that aren't UTF-8, a text that is much too long.
fn impossible_values() -> [(&'static str, String); 3] {
    [
        ("the zero character", "a%00b".to_owned()),
        ("no UTF-8", "a%FFb".to_owned()),
        ("a long text", "a".repeat(20_000)),
    ]
}

#[test]
fn every_parameter_that_is_no_text_is_refused_by_its_name() {
    on_each_database(async |fixture| {
        let world = World::new(fixture).await;
        let id_of = |noun: &str| {
            let object = world.objects.iter().find(|object| object.noun == noun).expect("an object");
            object.id.parse().expect("an identifier")
        };
        let mut clients = vec![world.owner.clone(), world.ranker.clone()];
        for actor in [
            Actor::candidate(id_of("candidates"), fixture.programme),
            Actor::new("auditor-1", Role::Auditor, fixture.programme),
            Actor::new("auditor-2", Role::Auditor, vocabulary::Scope::Installation),
        ] {
            clients.push(fixture.as_actor(&actor).await);
        }
        let (mut wrong, mut named) = (Vec::new(), BTreeSet::new());
        for (path, operations) in paths() {
            for (method, operation) in &operations {
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                for parameter in &parameters {
                    let name = parameter["name"].as_str().expect("a name");
                    let place = parameter["in"].as_str().expect("a place");
                    for (kind, value) in impossible_values() {
                        for client in &clients {
                            let request = match place {
                                "path" => {
                                    let with_value = path.replace(&format!("{{{name}}}"), &value);
                                    let request = world.request(fixture, method, &path, operation).await;
                                    request.uri(&world.address_of(&with_value, &path, operation))
                                }
                                "query" => {
                                    let address = world.address(&path, operation);
                                    let separator = if address.contains('?') { '&' } else { '?' };
                                    let address = match address.split_once(&format!("{name}=")) {
                                        // One that is required.
                                        Some((before, after)) => {
                                            let rest = after.split_once('&').map_or("", |(_, rest)| rest);
                                            format!("{before}{name}={value}&{rest}").trim_end_matches('&').to_owned()
                                        }
                                        None => format!("{address}{separator}{name}={value}"),
                                    };
                                    world.request(fixture, method, &path, operation).await.uri(&address)
                                }
                                _ => {
                                    let request = world.request(fixture, method, &path, operation).await;
                                    request.insert_header((
                                        name,
                                        if kind == "a long text" { value.as_str() } else { "a\u{ff}b" },
                                    ))
                                }
                            };
                            let answer = client.send(request).await;
                            let status = answer.status.as_u16();
                            let context = format!("{method} {path} {place} {name}: {kind}: {status}");
                            if status >= 500 {
                                wrong.push(format!("{context} {}", answer.text));
                            }
                            let is_text = kind == "a long text" || place == "header";
                            if matches!(status, 401 | 403) {
                                continue;
                            }
                            if is_text {
                                break;
                            }
                            let names = answer.text.contains(&format!("\"field\":\"{name}\""));
                            match (place, status) {
                                ("path", 404) => {}
                                ("query", 400) if names => {
                                    named.insert((method.clone(), path.clone(), name.to_owned()));
                                }
                                _ => wrong.push(format!("{context} {}", answer.text)),
                            }
                            // The others are told the same.
                            break;
                        }
                    }
                    let is_tried =
                        place != "query" || named.contains(&(method.clone(), path.clone(), name.to_owned()));
                    if !is_tried {
                        wrong.push(format!("{method} {path}: nobody was told that `{name}` is wrong"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// An actor in each role, for an organisation of its kind where it has one.
fn in_every_role(fixture: &Fixture) -> Vec<Actor> {
    let of_role = |role: &Role| match role {
        Role::Candidate => Actor::candidate(CandidateId::new(), fixture.programme),
        Role::Recruiter => fixture.recruiter(),
        Role::Registrar => fixture.registrar(),
        Role::Officer => fixture.officer(),
        role => Actor::new(format!("{role}-1"), *role, fixture.programme),
    };
    Role::ALL.iter().filter(|role| **role != Role::Operator).map(of_role).collect()
}

#[test]
fn a_permission_that_a_role_never_has_is_refused_whatever_the_request_holds() {
    on_each_database(async |fixture| {
        let world = World::new(fixture).await;
        let (mut wrong, mut refused) = (Vec::new(), 0);
        for actor in in_every_role(fixture) {
            let client = fixture.as_actor(&actor).await;
            for (path, operations) in paths() {
                for (method, operation) in operations.iter().filter(|(_, operation)| !is_public(operation)) {
                    let name = operation["operationId"].as_str().expect("a name");
                    if may_ever(name, actor.role) {
                        continue;
                    }
                    let address = world.address(&path, operation);
                    let bare = address.split('?').next().unwrap_or_default().to_owned();
                    let request = |address: &str| {
                        TestRequest::with_uri(address)
                            .method(Method::from_bytes(method.as_bytes()).expect("a method"))
                    };
                    let json = ("Content-Type", "application/json");
                    let requests = [
                        ("as it should be", world.request(fixture, method, &path, operation).await),
                        ("without a body or a version", request(&address)),
                        ("a wrong body", request(&address).insert_header(json).set_payload("{\"zzz\":1}")),
                        ("no JSON", request(&address).insert_header(json).set_payload("{")),
                        (
                            "a wrong media type",
                            request(&address).insert_header(("Content-Type", "image/png")).set_payload("x"),
                        ),
                        ("a wrong version", request(&address).insert_header(("If-Match", "x"))),
                        ("only where there is none", request(&address).insert_header(("If-None-Match", "*"))),
                        ("a wrong key", request(&address).insert_header(("Idempotency-Key", ""))),
                        ("no query", request(&bare)),
                        ("a wrong query", request(&format!("{bare}?role=zzz&limit=x&q=&q=%00"))),
                        ("a wrong identifier", request(&path.replace(['{', '}'], ""))),
                    ];
                    for (what, request) in requests {
                        let answer = client.send(request).await;
                        refused += 1;
                        if answer.status != 403 {
                            wrong.push(format!(
                                "{} {method} {path}, {what}: {} {}",
                                actor.role, answer.status, answer.text
                            ));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(refused > 500, "{refused}");
    });
}

#[test]
fn the_operations_of_all_roles_are_those_of_the_table() {
    let mut table = Vec::new();
    for (method, path, operation) in operations(&api::document()) {
        let name = operation["operationId"].as_str().expect("a name");
        if is_public(&operation) {
            continue;
        }
        let groups = api::permissions_of(name).unwrap_or_else(|| panic!("`{name}` has no permissions"));
        let words = |group: &&[Permission]| group.iter().map(|one| one.word()).collect::<Vec<_>>().join(" or ");
        let permissions = groups.iter().map(words).collect::<Vec<_>>().join(" and ");
        let roles = Role::ALL.iter().filter(|role| may_ever(name, **role)).map(|role| role.word());
        let roles = roles.collect::<Vec<_>>().join(" ");
        table.push(format!("{} {path}: {permissions}: {roles}", method.to_uppercase()));
    }
    insta::assert_json_snapshot!("operation_rights", table);
}

#[test]
fn a_change_names_the_version_that_it_is_based_on_and_none_is_made_where_only_a_creation_was_asked_for() {
    // What does no harm when it is repeated needs no version.
    const WITHOUT_VERSION: [&str; 2] = ["withdraw_candidate", "confirm_authority_decision_file"];
    on_each_database(async |fixture| {
        let mut world = World::new(fixture).await;
        let file = {
            let candidate = world.objects.iter().find(|object| object.noun == "candidates").expect("a candidate");
            let reference =
                world.owner.get(&format!("/api/v1/candidates/{}", candidate.id)).await.ok()["reference"].clone();
            let csv = format!(
                "candidate,title,kind,authority,reference,date\n{},nurse-general-care,visum,fps-health,2026/NV/00009,2026-03-02\n",
                reference.as_str().expect("a reference")
            );
            let request = TestRequest::post().uri("/api/v1/authority-decision-files");
            let request = request.insert_header(("Content-Type", "text/csv")).set_payload(csv);
            world.owner.send(request).await.ok()["id"].as_str().expect("an identifier").to_owned()
        };
        let of_file =
            world.objects.iter_mut().find(|object| object.noun == "authority-decision-files").expect("there");
        of_file.addresses = vec![format!("/api/v1/authority-decisions?file={file}")];
        of_file.id = file;
        let second = Actor { subject: "officer-2".to_owned(), ..fixture.officer() };
        let second = fixture.as_actor(&second).await;
        let (mut wrong, mut tried) = (Vec::new(), 0);
        for (path, operations) in paths() {
            let Some(object) = world.object(&path) else { continue };
            for (method, operation) in operations.iter().filter(|(method, _)| method != "GET") {
                let name = operation["operationId"].as_str().expect("a name");
                // Creations within the object change nothing of it.
                if operation["responses"].get("201").is_some() {
                    continue;
                }
                tried += 1;
                let before = world.state(object).await;
                for headers in [
                    vec![("If-None-Match", "*")],
                    vec![("If-None-Match", "*"), ("If-Match", "\"v1\"")],
                    vec![("If-Match", "\"v99\"")],
                    vec![],
                ] {
                    let without = headers.is_empty();
                    let good = world.request(fixture, method, &path, operation).await.to_srv_request();
                    let mut request =
                        TestRequest::with_uri(&world.address(&path, operation)).method(good.method().clone());
                    if let Some(content) = operation["requestBody"]["content"].as_object() {
                        let (media_type, content) = content.iter().next().expect("a media type");
                        request = request.insert_header(("Content-Type", media_type.as_str()));
                        request = request.set_payload(content["example"].to_string());
                    }
                    for header in &headers {
                        request = request.insert_header(*header);
                    }
                    if without && WITHOUT_VERSION.contains(&name) {
                        continue;
                    }
                    let answer = second.send(request).await;
                    let status = if without { 428 } else { 412 };
                    if answer.status != status {
                        wrong.push(format!(
                            "{method} {path} {headers:?}: {} instead of {status}: {}",
                            answer.status, answer.text
                        ));
                    }
                }
                assert_eq!(world.state(object).await, before, "{method} {path} changed something");
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(tried >= 15, "{tried}");
    });
}
