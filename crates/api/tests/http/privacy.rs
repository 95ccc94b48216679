use actix_web::test::TestRequest;
use serde_json::json;

use crate::world::{DAY, nurse, nurse_with, nursing_post, on_each_database};

/// What the agency knows of people and no employer may see.
const PLANTED: [&str; 6] = ["planted", "secret-ref", "1991-03-04", "+212-600", "2917", "Planted"];

#[test]
fn nothing_that_an_employer_gets_tells_who_somebody_is() {
    on_each_database(async |world| {
        let people = [
            world.candidate("secret-ref-1", nurse()),
            world.candidate("secret-ref-2", nurse_with(json!({ "shifts": null }))),
            world.candidate("secret-ref-3", nurse_with(json!({ "settings": ["hospital"] }))),
            world.candidate("secret-ref-4", nurse_with(json!({ "consent": false }))),
        ];
        let vacancy = world.vacancy("v1", nursing_post());
        world.index(&people, std::slice::from_ref(&vacancy));
        let recruiter = world.as_actor(&world.recruiter()).await;
        let ranking = format!("/api/v1/vacancies/{}/ranking?as_of={DAY}&language=nl", vacancy.id);
        let record = recruiter.get(&ranking).await.ok()["record"].as_str().unwrap_or_default().to_owned();

        // Every address there is, with every method, about everybody.
        let document = api::document();
        let mut answered = 0;
        for (path, item) in document["paths"].as_object().expect("paths") {
            for method in item.as_object().expect("an item").keys() {
                for subject in people.iter().map(|person| person.id.to_string()) {
                    let id = if path.contains("/candidates/") {
                        subject
                    } else if path.contains("/records/") {
                        record.clone()
                    } else {
                        vacancy.id.to_string()
                    };
                    let mut address = path.replace("{id}", &id);
                    if path.contains("/search/") {
                        address.push_str("?q=ouderenzorg");
                    }
                    let request = match method.as_str() {
                        "post" => TestRequest::post(),
                        "put" => TestRequest::put(),
                        "patch" => TestRequest::patch(),
                        _ => TestRequest::get(),
                    };
                    let request = request.uri(&address).insert_header(("If-Match", "\"v1\""));
                    let answer = recruiter.send(request.set_json(json!({ "profile": nurse() }))).await;
                    answered += usize::from(answer.status.is_success());
                    for planted in PLANTED {
                        assert!(
                            !answer.text.contains(planted),
                            "{method} {address} tells {planted}: {}",
                            answer.text
                        );
                    }
                    for header in answer.headers.iter().filter_map(|(_, value)| value.to_str().ok()) {
                        assert!(!header.contains("secret-ref"), "{method} {address}: {header}");
                    }
                }
            }
        }
        assert!(answered > 20, "most of what an employer may ask is answered: {answered}");
    });
}

#[test]
fn what_is_kept_beside_a_key_tells_nothing_of_the_person() {
    use diesel::{QueryDsl, RunQueryDsl};
    use storage::schema::idempotency_keys;

    on_each_database(async |world| {
        let officer = world.as_actor(&world.officer()).await;
        let new =
            json!({ "reference": "secret-ref-1", "profile": nurse(), "personal_data": { "name": "Planted-Name" } });
        officer.post_with_key("/api/v1/candidates", "key-1", &new).await.ok();
        let kept: Vec<String> = world
            .api
            .database
            .read(|connection| {
                let rows = idempotency_keys::table.select(idempotency_keys::response_body).load(connection);
                rows.map_err(storage::StorageError::from)
            })
            .expect("rows");
        assert_eq!(kept.len(), 1);
        for told in ["Planted", "secret-ref", "geriatrics", "nurse"] {
            assert!(!kept[0].contains(told), "{}", kept[0]);
        }
    });
}
