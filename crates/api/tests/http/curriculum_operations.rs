use actix_web::test::TestRequest;
use serde_json::{Value, json};

use crate::fixture::{Fixture, on_each_database};

fn licence(fixture: &Fixture, year: u16) -> Value {
    json!({
        "school": fixture.school,
        "reference": "licence",
        "enrolment_year": year,
        "content": { "modules": [
            { "code": "S1-M1", "title": "Pédiatrie", "language": "fr", "year": 1, "theory": "30", "clinical": "0" },
            { "code": "S3-M1", "title": "Stage de médecine", "language": "fr", "year": 3, "clinical": "60",
              "theory": "0", "unit": "week:38", "service": "Médecine interne", "starts": "2024-01-08",
              "ends": "2024-03-01" },
        ] },
    })
}

#[test]
fn an_officer_enters_confirms_and_assesses_a_curriculum() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let entered = officer.post("/api/v1/curricula", &licence(fixture, 2021)).await;
        assert_eq!((entered.status.as_u16(), entered.header("etag")), (201, "\"v1\""), "{}", entered.text);
        let address = entered.header("location").to_owned();
        officer.post("/api/v1/curricula", &licence(fixture, 2021)).await.problem(409, "conflict");

        let began = "framework=eu-2005-36-ec-31@2013&schooling=12&language=fr";
        let answer = officer.get(&format!("{address}/assessments?{began}")).await.ok();
        let assessment = &answer["assessments"][0];
        assert_eq!(assessment["verdict"], "gaps");
        assert_eq!(assessment["suggestions"][0]["subject"], "theory.nursing.paediatrics");
        let clinical =
            assessment["gaps"].as_array().expect("gaps").iter().find(|gap| gap["code"] == "clinical-hours");
        let clinical = clinical.expect("a gap");
        assert_eq!(clinical["short"], "1200", "2,300 hours less 60 weeks of 38");
        assert!(clinical["text"].as_str().is_some_and(|text| text.contains("il manque 20 h")), "{clinical}");
        assert_eq!(answer["next"], "nurse-general-care");

        let confirm = |module: &str, subject: &str, version: i64| {
            let request = TestRequest::post().uri(&format!("{address}/confirmed-subjects"));
            let request = request.insert_header(("If-Match", format!("\"v{version}\"")));
            request.set_json(json!({ "module": module, "subjects": [subject] }))
        };
        officer.send(confirm("S1-M1", "theory.nursing.paediatrics", 1)).await.ok();
        officer.send(confirm("S1-M1", "theory.nursing.paediatrics", 1)).await.problem(412, "version-conflict");
        let unknown = officer.send(confirm("S1-M1", "theory.nursing.pediatrics", 2)).await.problem(422, "invalid");
        assert!(unknown["detail"].as_str().is_some_and(|detail| detail.contains("theory.nursing.paediatrics")));
        officer.send(confirm("S9", "theory.nursing.paediatrics", 2)).await.problem(422, "invalid");
        let answer = officer.get(&format!("{address}/assessments?{began}")).await.ok();
        let covered = answer["assessments"][0]["subjects"].as_array().expect("subjects");
        assert_eq!(covered.iter().filter(|subject| subject["outcome"] == "covered").count(), 1);

        let all = officer.get(&format!("{address}/assessments?began=2020-09-01")).await.ok();
        assert_eq!(all["assessments"].as_array().map(Vec::len), Some(3));
        officer.get(&format!("{address}/assessments?framework=eu@2013")).await.problem(400, "malformed-query");
        officer.get(&format!("{address}/assessments?years=three")).await.problem(400, "malformed-query");
    });
}

#[test]
fn curricula_are_listed_changed_and_compared() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let mut addresses = Vec::new();
        for year in [2021, 2022, 2023] {
            let entered = officer.post("/api/v1/curricula", &licence(fixture, year)).await;
            addresses.push(entered.header("location").to_owned());
        }
        let page = officer.get("/api/v1/curricula?limit=2").await.ok();
        assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
        let next = page["next"].as_str().expect("a cursor");
        let page = officer.get(&format!("/api/v1/curricula?limit=2&cursor={next}")).await.ok();
        assert_eq!((page["items"].as_array().map(Vec::len), &page["next"]), (Some(1), &Value::Null));

        let content = json!({ "content": { "modules": [
            { "code": "A", "title": "Anatomie", "theory": "100", "subjects": ["theory.basic.anatomy-physiology"] },
        ] } });
        let changed = officer.put(&addresses[1], 1, &content).await.ok();
        assert_eq!(changed["version"], 2);
        let wrong = json!({ "content": { "modules": [{ "code": "A", "title": "a", "theory": "-3" }] } });
        let problem = officer.put(&addresses[1], 2, &wrong).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "content.modules[0].theory", "{problem}");

        let id = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
        let others = format!("{},{}", id(&addresses[1]), id(&addresses[2]));
        let answer = officer.get(&format!("{}/comparison?with={others}", addresses[0])).await.ok();
        let comparison = &answer["comparison"];
        assert_eq!(comparison["framework"], "eu-2005-36-ec-31@2013");
        assert_eq!(comparison["curricula"].as_array().map(Vec::len), Some(3));
        assert_eq!(comparison["alone"][1], json!(["theory.basic.anatomy-physiology"]));
        officer.get(&format!("{}/comparison?with=x", addresses[0])).await.problem(400, "malformed-query");
    });
}

#[test]
fn others_than_school_and_agency_read_no_curriculum() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let entered = officer.post("/api/v1/curricula", &licence(fixture, 2021)).await;
        let address = entered.header("location").to_owned();
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        registrar.get(&address).await.ok();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        for path in ["", "/assessments", "/comparison?with=0193e0f6-0000-7000-8000-000000000000"] {
            recruiter.get(&format!("{address}{path}")).await.problem(403, "forbidden");
        }
        recruiter.get("/api/v1/curricula").await.problem(403, "forbidden");
        recruiter.post("/api/v1/curricula", &licence(fixture, 2022)).await.problem(403, "forbidden");
    });
}
