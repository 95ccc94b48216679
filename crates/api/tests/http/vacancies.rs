use serde_json::{Value, json};

use crate::client::settled;
use crate::world::{nursing_post, on_each_database, with};

#[test]
fn a_vacancy_goes_from_draft_to_closed() {
    on_each_database(async |world| {
        let recruiter = world.as_actor(&world.recruiter()).await;
        let content = with(nursing_post(), json!({ "region": null, "title": null }));
        let new = json!({ "reference": "v1", "content": content });
        let created = recruiter.post("/api/v1/vacancies", &new).await;
        assert_eq!((created.status.as_u16(), created.header("etag")), (201, "\"v1\""));
        let address = created.header("location").to_owned();
        insta::assert_json_snapshot!("vacancy_entered", settled(&created.json()));

        let early = recruiter.act(&format!("{address}/publish"), 1).await.problem(409, "conflict");
        assert!(early["detail"].as_str().is_some_and(|detail| detail.contains("title and region")), "{early}");
        recruiter.put(&address, 1, &json!({ "content": nursing_post() })).await.ok();
        recruiter.act(&format!("{address}/publish"), 1).await.problem(412, "version-conflict");
        let published = recruiter.act(&format!("{address}/publish"), 2).await.ok();
        assert_eq!(published["state"], "open");
        insta::assert_json_snapshot!("vacancy", settled(&published));

        let request = actix_web::test::TestRequest::post().uri(&format!("{address}/close"));
        recruiter.send(request).await.problem(428, "version-required");
        assert_eq!(recruiter.act(&format!("{address}/close"), 3).await.ok()["state"], "closed");
        recruiter.act(&format!("{address}/withdraw"), 4).await.problem(409, "conflict");
        recruiter.put(&address, 4, &json!({ "content": nursing_post() })).await.problem(409, "conflict");
    });
}

#[test]
fn no_more_posts_are_taken_than_there_are() {
    on_each_database(async |world| {
        let vacancy = world.vacancy("v1", nursing_post());
        let recruiter = world.as_actor(&world.recruiter()).await;
        let fill = format!("/api/v1/vacancies/{}/fill", vacancy.id);
        let taken = |posts: u32| {
            let request = actix_web::test::TestRequest::post().uri(&fill).insert_header(("If-Match", "\"v1\""));
            request.set_json(json!({ "posts_taken": posts }))
        };
        recruiter.send(taken(3)).await.problem(409, "conflict");
        assert_eq!(recruiter.send(taken(2)).await.ok()["posts_taken"], 2);
    });
}

#[test]
fn the_same_key_enters_a_vacancy_once() {
    on_each_database(async |world| {
        let recruiter = world.as_actor(&world.recruiter()).await;
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
fn drafts_are_for_their_employer_and_open_ones_for_everybody() {
    on_each_database(async |world| {
        let recruiter = world.as_actor(&world.recruiter()).await;
        let other = world.as_actor(&world.other_recruiter()).await;
        world.vacancy("open-1", nursing_post());
        let draft = json!({ "reference": "draft-1", "content": nursing_post() });
        let draft = recruiter.post("/api/v1/vacancies", &draft).await.header("location").to_owned();

        let references = |page: Value| -> Vec<String> {
            let items = page["items"].as_array().cloned().unwrap_or_default();
            items.iter().filter_map(|item| Some(item["reference"].as_str()?.to_owned())).collect()
        };
        assert_eq!(references(recruiter.get("/api/v1/vacancies").await.ok()), ["open-1", "draft-1"]);
        assert_eq!(references(other.get("/api/v1/vacancies").await.ok()), Vec::<String>::new());
        assert_eq!(references(other.get("/api/v1/vacancies?state=open").await.ok()), ["open-1"]);
        other.get("/api/v1/vacancies?state=draft").await.problem(403, "forbidden");
        other.get(&draft).await.problem(403, "forbidden");
        let registrar = world.as_actor(&world.registrar()).await;
        assert_eq!(references(registrar.get("/api/v1/vacancies").await.ok()), ["open-1"]);
    });
}

#[test]
fn what_doesnt_fit_together_in_a_vacancy_is_told_by_field() {
    on_each_database(async |world| {
        let recruiter = world.as_actor(&world.recruiter()).await;
        let content = with(nursing_post(), json!({ "region": "BE99", "setting": "circus" }));
        let new = json!({ "reference": "v1", "content": content });
        let problem = recruiter.post("/api/v1/vacancies", &new).await.problem(422, "invalid");
        insta::assert_json_snapshot!("problem_invalid", problem);
    });
}
