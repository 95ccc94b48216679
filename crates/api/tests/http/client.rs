//! A client of the API.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::Service;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;
use vocabulary::VacancyId;
use web::AppContext;

type ResponseFuture = Pin<Box<dyn Future<Output = Answer>>>;

/// A client with a token or without.
#[derive(Clone)]
pub(crate) struct Client {
    send: Rc<dyn Fn(TestRequest) -> ResponseFuture>,
    token: Option<String>,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

async fn answer(response: HttpResponse<impl MessageBody>) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body()).await.unwrap_or_else(|_| panic!("a body that breaks off"));
    Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The JSON of a successful response.
    pub(crate) fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        self.json()
    }

    /// The JSON of a problem, with the headers that every response has.
    pub(crate) fn problem(self, status: u16, kind: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        assert!(!self.header("x-request-id").is_empty());
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{kind}"), "{problem}");
        assert_eq!(problem["status"], status);
        problem
    }
}

impl Client {
    /// A client of a server with one thread.
    pub(crate) async fn new(context: &AppContext, token: Option<String>) -> Self {
        let app = Rc::new(init_service(web::app(Data::new(context.clone()), api::configure)).await);
        let send = move |request: TestRequest| -> ResponseFuture {
            let app = app.clone();
            Box::pin(async move {
                // The server sends the response of an error in the same way.
                match app.call(request.to_request()).await {
                    Ok(response) => answer(response.into_parts().1).await,
                    Err(error) => answer(error.error_response()).await,
                }
            })
        };
        Self { send: Rc::new(send), token }
    }

    pub(crate) async fn send(&self, request: TestRequest) -> Answer {
        let peer = "192.0.2.7:40000".parse().expect("an address");
        let request = request.peer_addr(peer);
        let request = match &self.token {
            Some(token) => request.insert_header(("Authorization", format!("Bearer {token}"))),
            None => request,
        };
        (self.send)(request).await
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.send(TestRequest::get().uri(address)).await
    }

    pub(crate) async fn post(&self, address: &str, body: &Value) -> Answer {
        self.send(TestRequest::post().uri(address).set_json(body)).await
    }

    /// Asks for a ranking of a vacancy.
    pub(crate) async fn rank(&self, vacancy: VacancyId, query: &str, question: &Value) -> Answer {
        self.post(&format!("/api/v1/vacancies/{vacancy}/rankings?{query}"), question).await
    }

    pub(crate) async fn post_with_key(&self, address: &str, key: &str, body: &Value) -> Answer {
        self.send(TestRequest::post().uri(address).insert_header(("Idempotency-Key", key)).set_json(body)).await
    }

    /// A PUT with `If-Match`.
    pub(crate) async fn put(&self, address: &str, version: i64, body: &Value) -> Answer {
        let tag = format!("\"v{version}\"");
        self.send(TestRequest::put().uri(address).insert_header(("If-Match", tag)).set_json(body)).await
    }

    pub(crate) async fn patch(&self, address: &str, version: i64, body: &Value) -> Answer {
        let tag = format!("\"v{version}\"");
        self.send(TestRequest::patch().uri(address).insert_header(("If-Match", tag)).set_json(body)).await
    }

    /// A POST without a body, with `If-Match`.
    pub(crate) async fn transition(&self, address: &str, version: i64) -> Answer {
        let tag = format!("\"v{version}\"");
        self.send(TestRequest::post().uri(address).insert_header(("If-Match", tag))).await
    }
}

/// JSON for snapshots: values that differ from run to run are replaced by their kind.
pub(crate) fn redacted(value: &Value) -> Value {
    match value {
        Value::String(text) if text.parse::<Uuid>().is_ok() => json!("[id]"),
        Value::String(text) if text.parse::<DateTime<Utc>>().is_ok() => json!("[timestamp]"),
        Value::String(text) if is_pseudonym(text) => json!("[pseudonym]"),
        Value::Array(items) => Value::Array(items.iter().map(redacted).collect()),
        Value::Object(fields) => {
            let redacted = |(name, value): (&String, &Value)| match name.as_str() {
                // The tests of matching check these values.
                "score" | "value" | "weight" | "part" => (name.clone(), json!("[share]")),
                "freshness" => (name.clone(), json!("[freshness]")),
                _ => (name.clone(), redacted(value)),
            };
            Value::Object(fields.iter().map(redacted).collect())
        }
        other => other.clone(),
    }
}

/// `Amber Heron-17`.
fn is_pseudonym(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    words.split(' ').count() == 2
        && words.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && number.chars().all(|digit| digit.is_ascii_digit())
}
