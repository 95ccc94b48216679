use access::{Actor, Role};
use serde_json::json;

use crate::fixture::{nurse, nursing_post, on_each_database, stated};

#[test]
fn an_organisation_is_added_once_read_changed_and_found() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "kind": "employer", "name": "AZ De Verzonnen Beuk", "enterprise_number": "BE0403170701" });
        let added = officer.post_with_key("/api/v1/organisations", "key-1", &new).await;
        let address = added.header("location").to_owned();
        assert_eq!(added.header("etag"), "\"v1\"");
        let added = added.ok();
        assert_eq!(added["enterprise_number"], "0403.170.701");
        let again = officer.post_with_key("/api/v1/organisations", "key-1", &new).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.ok(), added);
        let read = officer.get(&address).await;
        assert_eq!(read.header("etag"), "\"v1\"");
        assert_eq!(read.ok(), added);
        officer.post("/api/v1/organisations", &new).await.problem(409, "conflict");

        let changed = officer.put(&address, 1, &json!({ "name": "AZ De Beuk (verzonnen)" })).await.ok();
        assert_eq!((&changed["version"], changed.get("enterprise_number")), (&json!(2), None));
        officer.put(&address, 1, &json!({ "name": "Too late" })).await.problem(412, "version-conflict");

        let found = officer.get("/api/v1/organisations?q=beuk&kind=employer").await.ok();
        assert_eq!(found["items"], json!([changed]));
        let page = officer.get("/api/v1/organisations?limit=2").await.ok();
        assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
        let next = page["next"].as_str().expect("another page");
        let rest = officer.get(&format!("/api/v1/organisations?cursor={next}")).await.ok();
        assert_eq!(rest["items"].as_array().map(Vec::len), Some(3));
        let actions = fixture.audit_actions();
        assert_eq!(actions[actions.len() - 2..], ["create-organisation", "change-organisation"]);
    });
}

#[test]
fn wrong_values_are_named_with_their_field() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        for (new, field) in [
            (json!({ "kind": "hospital", "name": "X" }), "kind"),
            (json!({ "kind": "employer", "name": " " }), "name"),
            (json!({ "kind": "employer", "name": "X", "enterprise_number": "0403.170.702" }), "enterprise_number"),
            (json!({ "kind": "employer", "name": "X", "enterprise_number": "none" }), "enterprise_number"),
            (json!({ "kind": "employer" }), "name"),
        ] {
            let problem = officer.post("/api/v1/organisations", &new).await.problem(422, "invalid");
            assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        }
        for (query, field) in [("q=", "q"), ("q=%25", "q"), ("kind=hospital", "kind"), ("name=x", "name")] {
            let problem =
                officer.get(&format!("/api/v1/organisations?{query}")).await.problem(400, "malformed-query");
            assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        }
    });
}

#[test]
fn recruiters_and_registrars_see_their_own_organisation_alone_and_change_none() {
    on_each_database(async |fixture| {
        for (actor, own) in [(fixture.recruiter(), fixture.employer), (fixture.registrar(), fixture.school)] {
            let client = fixture.as_actor(&actor).await;
            let list = client.get("/api/v1/organisations").await.ok();
            assert_eq!((list["items"].as_array().map(Vec::len), &list["items"][0]["id"]), (Some(1), &json!(own)));
            assert!(client.get(&format!("/api/v1/organisations/{own}")).await.status.is_success());
            let other = format!("/api/v1/organisations/{}", fixture.other_employer);
            client.get(&other).await.problem(404, "not-found");
            let new = json!({ "kind": "school", "name": "X" });
            client.post("/api/v1/organisations", &new).await.problem(403, "forbidden");
        }
        let candidate = fixture.as_actor(&Actor::candidate(Default::default(), fixture.programme)).await;
        candidate.get("/api/v1/organisations").await.problem(403, "forbidden");
    });
}

#[test]
fn an_organisation_of_the_wrong_kind_is_refused_like_one_that_does_not_exist() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let nowhere = vocabulary::OrganisationId::new();
        let requests = |organisation| {
            [
                (
                    "/api/v1/vacancies",
                    "organisation",
                    json!({ "reference": "v-1", "organisation": organisation, "content": nursing_post() }),
                ),
                (
                    "/api/v1/candidates",
                    "organisation",
                    json!({ "reference": "c-1", "organisation": organisation, "profile": stated(nurse()) }),
                ),
                (
                    "/api/v1/curricula",
                    "school",
                    json!({
                        "school": organisation, "reference": "r-1", "enrolment_year": 2024,
                        "content": { "modules": [{ "code": "A", "title": "Anatomie", "theory": "100" }] },
                    }),
                ),
            ]
        };
        let wrong =
            [vec![fixture.school, fixture.agency], vec![fixture.employer], vec![fixture.employer, fixture.agency]];
        for (position, wrong) in wrong.into_iter().enumerate() {
            for organisation in wrong {
                let (address, field, body) = &requests(organisation)[position];
                let refused = officer.post(address, body).await.problem(422, "invalid");
                let missing = officer.post(address, &requests(nowhere)[position].2).await.problem(422, "invalid");
                assert_eq!(refused["errors"][0]["field"], *field, "{refused}");
                assert_eq!(refused["errors"][0]["expected"], missing["errors"][0]["expected"], "{address}");
            }
        }
    });
}

#[test]
fn an_administrator_of_the_programme_adds_organisations_and_an_auditor_does_not() {
    on_each_database(async |fixture| {
        let new = json!({ "kind": "agency", "name": "Second Invented Agency" });
        let client = async |role| fixture.as_actor(&Actor::new("a-1", role, fixture.programme)).await;
        let auditor = client(Role::Auditor).await;
        auditor.post("/api/v1/organisations", &new).await.problem(403, "forbidden");
        let administrator = client(Role::Administrator).await;
        assert!(administrator.post("/api/v1/organisations", &new).await.status.is_success());
    });
}

#[test]
fn a_number_belongs_to_one_organisation_of_a_kind() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = |name: &str, kind: &str| json!({ "kind": kind, "name": name, "enterprise_number": "0417.497.106" });
        let first = officer.post("/api/v1/organisations", &new("First", "employer")).await.ok();
        let taken = officer.post("/api/v1/organisations", &new("Second", "employer")).await.problem(409, "conflict");
        let id = first["id"].as_str().expect("an identifier");
        assert!(taken["detail"].as_str().is_some_and(|detail| detail.contains(id)), "{taken}");
        let agency = officer.post("/api/v1/organisations", &new("Second", "agency")).await.ok();
        assert_eq!(agency["enterprise_number"], "0417.497.106");
        let other = json!({ "kind": "employer", "name": "Third" });
        let other = officer.post("/api/v1/organisations", &other).await.ok();
        let address = format!("/api/v1/organisations/{}", other["id"].as_str().expect("an identifier"));
        let change = json!({ "name": "Third", "enterprise_number": "0417497106" });
        officer.put(&address, 1, &change).await.problem(409, "conflict");
        let both = json!({ "kind": "employer", "name": "", "enterprise_number": "1" });
        let wrong = officer.post("/api/v1/organisations", &both).await.problem(422, "invalid");
        let named: Vec<&str> =
            wrong["errors"].as_array().into_iter().flatten().filter_map(|error| error["field"].as_str()).collect();
        assert_eq!(named, ["name", "enterprise_number"]);
    });
}
