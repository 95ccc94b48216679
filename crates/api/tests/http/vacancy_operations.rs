use serde_json::{Value, json};

use crate::client::redacted;
use crate::fixture::{nursing_post, on_each_database, with};

#[test]
fn a_vacancy_goes_from_draft_to_closed() {
    on_each_database(async |fixture| {
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let content = with(nursing_post(), json!({ "region": null, "title": null }));
        let new = json!({ "reference": "v1", "content": content });
        let created = recruiter.post("/api/v1/vacancies", &new).await;
        assert_eq!((created.status.as_u16(), created.header("etag")), (201, "\"v1\""));
        let address = created.header("location").to_owned();
        insta::assert_json_snapshot!("vacancy_entered", redacted(&created.json()));

        let early = recruiter.transition(&format!("{address}/publish"), 1).await.problem(409, "conflict");
        assert!(early["detail"].as_str().is_some_and(|detail| detail.contains("title and region")), "{early}");
        recruiter.put(&address, 1, &json!({ "content": nursing_post() })).await.ok();
        recruiter.transition(&format!("{address}/publish"), 1).await.problem(412, "version-conflict");
        let published = recruiter.transition(&format!("{address}/publish"), 2).await.ok();
        assert_eq!(published["state"], "open");
        insta::assert_json_snapshot!("vacancy", redacted(&published));

        let request = actix_web::test::TestRequest::post().uri(&format!("{address}/close"));
        recruiter.send(request).await.problem(428, "version-required");
        assert_eq!(recruiter.transition(&format!("{address}/close"), 3).await.ok()["state"], "closed");
        recruiter.transition(&format!("{address}/withdraw"), 4).await.problem(409, "conflict");
        recruiter.put(&address, 4, &json!({ "content": nursing_post() })).await.problem(409, "conflict");
    });
}

#[test]
fn a_request_sent_twice_with_one_key_enters_one_vacancy() {
    on_each_database(async |fixture| {
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let new = json!({ "reference": "v1", "content": nursing_post(), "open": true });
        let first = recruiter.post_with_key("/api/v1/vacancies", "key-1", &new).await;
        let second = recruiter.post_with_key("/api/v1/vacancies", "key-1", &new).await;
        assert_eq!((first.status.as_u16(), &first.text), (201, &second.text));
        recruiter.post("/api/v1/vacancies", &new).await.problem(409, "conflict");
        let other = json!({ "reference": "v2", "content": nursing_post() });
        recruiter.post_with_key("/api/v1/vacancies", "key-1", &other).await.problem(422, "idempotency-key-reused");
    });
}

#[test]
fn drafts_are_for_their_employer_and_open_vacancies_for_the_whole_programme() {
    on_each_database(async |fixture| {
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let other = fixture.as_actor(&fixture.other_recruiter()).await;
        fixture.vacancy("open-1", nursing_post());
        let draft = json!({ "reference": "draft-1", "content": nursing_post() });
        let draft = recruiter.post("/api/v1/vacancies", &draft).await.header("location").to_owned();

        let references = |page: Value| -> Vec<String> {
            let items = page["items"].as_array().cloned().unwrap_or_default();
            items.iter().filter_map(|item| Some(item["reference"].as_str()?.to_owned())).collect()
        };
        assert_eq!(references(recruiter.get("/api/v1/vacancies").await.ok()), ["open-1", "draft-1"]);
        assert_eq!(references(other.get("/api/v1/vacancies").await.ok()), Vec::<String>::new());
        assert_eq!(references(other.get("/api/v1/vacancies?state=open").await.ok()), ["open-1"]);
        assert_eq!(references(other.get("/api/v1/vacancies?state=draft").await.ok()), Vec::<String>::new());
        other.get(&draft).await.problem(404, "not-found");
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        assert_eq!(references(registrar.get("/api/v1/vacancies").await.ok()), ["open-1"]);
    });
}

#[test]
fn invalid_fields_of_a_vacancy_are_reported_by_field() {
    on_each_database(async |fixture| {
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let content = with(nursing_post(), json!({ "region": "BE99", "setting": "circus" }));
        let new = json!({ "reference": "v1", "content": content });
        let problem = recruiter.post("/api/v1/vacancies", &new).await.problem(422, "invalid");
        insta::assert_json_snapshot!("problem_invalid", problem);
    });
}
