//! HEAD, methods that an address doesn't take, and conditions of requests (RFC 9110).

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;

use crate::client::{Answer, Client};
use crate::fixture::{nurse, nurse_with, on_each_database, stated};

async fn with_header(client: &Client, method: Method, address: &str, header: (&str, &str)) -> Answer {
    client.send(TestRequest::with_uri(address).method(method).insert_header(header)).await
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let of_candidate = format!("/api/v1/candidates/{}", candidate.id);
        let missing = "/api/v1/candidates/0198c5a0-0000-7000-8000-000000000000";
        for address in [&of_candidate, "/api/v1/candidates", "/health/live", "/health/ready", missing, "/nowhere"] {
            let get = officer.get(address).await;
            let head = officer.send(TestRequest::with_uri(address).method(Method::HEAD)).await;
            assert_eq!((head.status, head.text.as_str()), (get.status, ""), "{address}");
            for name in ["content-type", "etag", "cache-control"] {
                assert_eq!(head.header(name), get.header(name), "{address}: {name}");
            }
        }
        // A read of a dossier is audited by either method.
        let reads = fixture.audit_actions().into_iter().filter(|action| action == "read-candidate").count();
        assert_eq!(reads % 2, 0);
    });
}

#[test]
fn other_methods_are_refused_with_those_that_there_are() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        for (method, address, allowed) in [
            (Method::OPTIONS, "/api/v1/candidates", "GET, HEAD, POST"),
            (Method::DELETE, "/api/v1/candidates", "GET, HEAD, POST"),
            (Method::POST, "/health/ready", "GET, HEAD"),
            (Method::OPTIONS, "/health/live", "GET, HEAD"),
        ] {
            let answer = officer.send(TestRequest::with_uri(address).method(method.clone())).await;
            assert_eq!(answer.header("allow"), allowed, "{method} {address}");
            answer.problem(405, "method-not-allowed");
        }
    });
}

#[test]
fn a_read_is_left_out_where_its_condition_says_so() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let vacancy = format!("/api/v1/vacancies/{}", fixture.vacancy("v1", crate::fixture::nursing_post()).id);
        for method in [Method::GET, Method::HEAD] {
            for (header, status) in [
                (("If-None-Match", "*"), 304),
                (("If-None-Match", "\"v1\""), 304),
                (("If-None-Match", "W/\"v1\""), 304),
                (("If-None-Match", "\"v7\", W/\"v1\""), 304),
                (("If-None-Match", "\"v7\""), 200),
                (("If-Match", "*"), 200),
                (("If-Match", "\"v1\""), 200),
                (("If-Match", "\"v7\", \"v1\""), 200),
                (("If-Match", "W/\"v1\""), 412),
                (("If-Match", "\"v7\""), 412),
            ] {
                let answer = with_header(&officer, method.clone(), &address, header).await;
                assert_eq!(answer.status.as_u16(), status, "{method} {header:?}");
                if status == 304 {
                    assert_eq!((answer.header("etag"), answer.text.as_str()), ("\"v1\"", ""), "{header:?}");
                }
            }
        }
        for address in [vacancy.as_str(), "/api/v1/candidates", "/health/live", "/health/ready"] {
            let answer = with_header(&officer, Method::GET, address, ("If-None-Match", "*")).await;
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (304, ""), "{address}");
        }
        let missing = "/api/v1/candidates/0198c5a0-0000-7000-8000-000000000000";
        with_header(&officer, Method::GET, missing, ("If-None-Match", "*")).await.problem(404, "not-found");
    });
}

#[test]
fn a_change_that_may_only_create_changes_nothing() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let missing = "/api/v1/candidates/0198c5a0-0000-7000-8000-000000000000";
        let change = json!({ "profile": stated(nurse_with(json!({ "hours_max": "30" }))) });
        let put = |address: &str, headers: &[(&'static str, &'static str)]| {
            let request = TestRequest::put().uri(address).set_json(&change);
            let request = headers.iter().fold(request, |request, header| request.insert_header(*header));
            officer.send(request)
        };
        let only_create = ("If-None-Match", "*");
        let refused = put(&address, &[only_create]).await.problem(412, "version-conflict");
        assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("already")), "{refused}");
        put(&address, &[only_create, ("If-Match", "\"v1\"")]).await.problem(412, "version-conflict");
        put(&address, &[("If-None-Match", "\"v1\""), ("If-Match", "\"v1\"")]).await.problem(412, "version-conflict");
        put(missing, &[only_create]).await.problem(404, "not-found");
        put(&address, &[("If-Match", "*")]).await.problem(428, "version-required");
        assert_eq!(officer.get(&address).await.header("etag"), "\"v1\"", "nothing was changed");
        put(&address, &[("If-None-Match", "\"v7\""), ("If-Match", "\"v1\"")]).await.ok();
    });
}
