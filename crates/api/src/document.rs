//! The OpenAPI document, made from the code: the acts describe themselves where they stand, and what their bodies hold
//! of other crates is described by those crates.

use actix_web::http::StatusCode;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Value, json};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, SecurityRequirement, Tag,
};
use utoipa_actix_web::{AppExt, scope};

use crate::problem::{ProblemBody, ProblemKind};
use crate::{routes, schema_of};

/// The name of the security scheme.
const TOKEN: &str = "token";

/// The document.
pub fn document() -> Value {
    let app = actix_web::App::new()
        .into_utoipa_app()
        .openapi(about())
        .service(scope("/api/v1").configure(routes::acts))
        .service(scope("/health").configure(routes::health))
        .service(scope("/problems").configure(routes::problems));
    let (_, mut described) = app.split_for_parts();
    described.components.get_or_insert_default().schemas.extend(own_schemas());
    // What can't happen is an empty document, and not an end of the program.
    let mut document = serde_json::to_value(&described).unwrap_or_default();
    add_schemas_of_others(&mut document);
    complete(&mut document);
    document
}

fn about() -> OpenApi {
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").description(Some(
        "A token of this server, with a role and, where the role belongs to one, an organisation.",
    ));
    let components = ComponentsBuilder::new().security_scheme(TOKEN, SecurityScheme::Http(token.build())).build();
    let tags = [
        ("candidates", "who is registered, what is known of them, what suits them"),
        ("vacancies", "what they say, and where they are on their way"),
        ("rankings", "who fits a vacancy, why, and what would change it"),
        ("search", "by words, among people and among vacancies"),
        ("about", "the server, its document and its problems"),
    ];
    let tag = |(name, description): (&str, &str)| {
        let mut tag = Tag::new(name);
        tag.description = Some(description.to_owned());
        tag
    };
    let info = InfoBuilder::new()
        .title("Passerelle")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(description()))
        .license(Some(LicenseBuilder::new().name("EUPL-1.2").identifier(Some("EUPL-1.2")).build()))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .components(Some(components))
        .security(Some([SecurityRequirement::new(TOKEN, Vec::<String>::new())]))
        .tags(Some(tags.map(tag)))
        .build()
}

fn description() -> String {
    let mut told = "Candidates from abroad and Belgian vacancies: who fits which, why, and what would change it.\n\n\
        Employers see people under pseudonyms. Whatever isn't known is left out and never means no. What is read has \
        a version in its `ETag`; a change sends it back as `If-Match`. Lists have pages: send `next` back as `cursor`. \
        Whatever goes wrong is told as `application/problem+json` (RFC 9457), and its `type` is one of these:\n"
        .to_owned();
    for kind in ProblemKind::ALL {
        told.push_str(&format!("\n- `{}` ({}): {}", kind.address(), kind.status(), kind.meaning()));
    }
    told
}

/// What answers refer to without being derived from a handler's types.
fn own_schemas() -> Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)> {
    use utoipa::{PartialSchema, ToSchema};
    let mut schemas = vec![(ProblemBody::name().into_owned(), ProblemBody::schema())];
    ProblemBody::schemas(&mut schemas);
    schemas
}

/// OpenAPI 3.1 takes JSON Schema as it is, so the schemas that files are described by serve here too.
fn add_schemas_of_others(document: &mut Value) {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = SchemaGenerator::new(settings);
    schema_of::describe_all(&mut generator);
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (name, schema) in generator.take_definitions(true) {
        schemas.insert(name, schema);
    }
}

/// Acts that ask nobody who they are say so, and an answer that needs no words has those of its status.
fn complete(document: &mut Value) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let operations = paths.values_mut().filter_map(Value::as_object_mut).flat_map(|path| path.values_mut());
    for operation in operations {
        if operation["tags"] == json!(["about"]) {
            operation["security"] = json!([]);
        }
        for (status, answer) in operation["responses"].as_object_mut().into_iter().flatten() {
            let reason = StatusCode::from_bytes(status.as_bytes()).ok().and_then(|status| status.canonical_reason());
            if let Some(answer) = answer.as_object_mut() {
                answer.entry("description").or_insert_with(|| json!(reason.unwrap_or_default()));
            }
        }
    }
}
