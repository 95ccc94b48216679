use actix_web::test::TestRequest;
use serde_json::json;

use crate::fixture::{DAY, nurse, nurse_with, nursing_post, on_each_database, stated};

/// Personal data and other values that only the agency may read.
const PLANTED: [&str; 6] = ["planted", "secret-ref", "1991-03-04", "+212-600", "2917", "Planted"];

#[test]
fn no_response_to_an_employer_contains_personal_data() {
    on_each_database(async |fixture| {
        // The text of the first names the person, and how to reach them.
        let told = "Planted Name, ouderenzorg. planted@planted.example, www.planted.example, +212-600 11 22 33.";
        let people = [
            fixture.candidate("secret-ref-1", nurse_with(json!({ "text": told }))),
            fixture.candidate("secret-ref-2", nurse_with(json!({ "shifts": null }))),
            fixture.candidate("secret-ref-3", nurse_with(json!({ "settings": ["hospital"] }))),
            fixture.candidate("secret-ref-4", nurse_with(json!({ "consent": false }))),
        ];
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let made = recruiter.rank(vacancy.id, "language=nl", &json!({ "as_of": DAY })).await.ok();
        let record = made["id"].as_str().unwrap_or_default().to_owned();

        // Every operation, for every candidate.
        let document = api::document();
        let mut answered = 0;
        for (path, item) in document["paths"].as_object().expect("paths") {
            for method in item.as_object().expect("an item").keys() {
                for subject in people.iter().map(|person| person.id.to_string()) {
                    let id = if path.contains("/candidates/") {
                        subject
                    } else if path.contains("/rankings/{id}") {
                        record.clone()
                    } else {
                        vacancy.id.to_string()
                    };
                    let mut address = path.replace("{id}", &id);
                    if path.contains("/search/") {
                        address.push_str("?q=ouderenzorg%20planted");
                    }
                    let request = match method.as_str() {
                        "post" => TestRequest::post(),
                        "put" => TestRequest::put(),
                        "patch" => TestRequest::patch(),
                        _ => TestRequest::get(),
                    };
                    let request = request.uri(&address).insert_header(("If-Match", "\"v1\""));
                    let answer = recruiter.send(request.set_json(json!({ "profile": stated(nurse()) }))).await;
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
fn the_response_stored_beside_a_key_contains_no_personal_data() {
    use diesel::sql_types::Text;
    use diesel::{QueryableByName, RunQueryDsl, sql_query};

    #[derive(QueryableByName)]
    struct StoredResponse {
        #[diesel(sql_type = Text)]
        response_body: String,
    }

    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "reference": "secret-ref-1", "profile": stated(nurse()), "personal_data": { "name": "Planted-Name" } });
        officer.post_with_key("/api/v1/candidates", "key-1", &new).await.ok();
        let stored: Vec<StoredResponse> = fixture
            .context
            .database
            .read(|connection| {
                let rows = sql_query("SELECT response_body FROM idempotency_keys").load(connection);
                rows.map_err(storage::StorageError::from)
            })
            .expect("rows");
        assert_eq!(stored.len(), 1);
        for planted in ["Planted", "secret-ref", "geriatrics", "nurse"] {
            assert!(!stored[0].response_body.contains(planted), "{}", stored[0].response_body);
        }
    });
}
