//! The OpenAPI document, generated from the code: operations are described beside their handlers, and types of other
//! crates by those crates.

use actix_web::http::StatusCode;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, SecurityRequirement, Tag,
};
use utoipa_actix_web::{AppExt, scope};
use web::ProblemKind;
use web::problem::ProblemBody;

use crate::{examples, formats, routes, schema_references};

/// The name of the security scheme.
const TOKEN: &str = "token";

/// Generates the document.
pub fn document() -> Value {
    let app = actix_web::App::new()
        .into_utoipa_app()
        .openapi(metadata())
        .service(scope("/api/v1").configure(routes::operations))
        .service(scope("/health").configure(routes::health))
        .service(scope("/problems").configure(routes::problems));
    let (_, mut openapi) = app.split_for_parts();
    openapi.components.get_or_insert_default().schemas.extend(problem_schemas());
    // Serialization can't fail; if it did, the document would be empty.
    let mut document = serde_json::to_value(&openapi).unwrap_or_default();
    add_schemas_of_other_crates(&mut document);
    complete_operations(&mut document);
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        formats::describe_pages(schemas);
        formats::describe_schemas(schemas);
    }
    document["components"]["responses"]["MethodNotAllowed"] = formats::method_not_allowed();
    document
}

fn metadata() -> OpenApi {
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").description(Some(
        "A token of this server, with a role and, where the role belongs to one, an organisation; sent as \
         `Authorization: Bearer` and the token, which has three parts of letters, digits, `-` and `_` with dots between \
         them (`^Bearer [A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$`). Texts are in the language that the parameter \
         `language` names, where an operation has it; `Accept-Language` isn't read.",
    ));
    let components = ComponentsBuilder::new().security_scheme(TOKEN, SecurityScheme::Http(token.build())).build();
    let tags = [
        ("candidates", "registration, profiles, opportunities"),
        ("vacancies", "content and state"),
        ("placements", "which candidate takes a post of which vacancy"),
        ("curricula", "curricula of schools and transcripts of persons, compared with the law and with each other"),
        ("organisations", "employers, agencies and schools of the programme"),
        ("rankings", "the ranked candidates of a vacancy, reasons, near misses, impacts of requirements"),
        ("search", "full-text search of candidates and vacancies"),
        ("audit log", "who did what, for auditors; for candidates what was done with their data, with proofs"),
        ("codes", "the enumerations of requests and responses, with labels in four languages"),
        ("about", "the server, this document, and the kinds of problems"),
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
    let mut text = "Matching of candidates and vacancies of partnerships between two countries.\n\n\
        A token names the programme in which its owner acts; requests see that programme alone.\n\n\
        Employers see candidates under pseudonyms. Unknown values are left out and never mean no. The `ETag` of a read \
        is the version; a change sends it back as `If-Match`. Lists have pages: send `next` back as `cursor`. \
        Errors are `application/problem+json` (RFC 9457), and their `type` is one of these:\n"
        .to_owned();
    for kind in ProblemKind::ALL {
        text.push_str(&format!("\n- `{}` ({}): {}", kind.type_uri(), kind.status(), kind.meaning()));
    }
    text
}

/// The schemas of problems, which no handler's type refers to.
fn problem_schemas() -> Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)> {
    use utoipa::{PartialSchema, ToSchema};
    let mut schemas = vec![(ProblemBody::name().into_owned(), ProblemBody::schema())];
    ProblemBody::schemas(&mut schemas);
    schemas
}

/// Adds the schemas of the file formats: OpenAPI 3.1 contains JSON Schema unchanged.
fn add_schemas_of_other_crates(document: &mut Value) {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let definitions = |settings: SchemaSettings| {
        let mut generator = SchemaGenerator::new(settings);
        schema_references::generate_all(&mut generator);
        generator.take_definitions(true)
    };
    let (requests, responses) = (definitions(settings.clone()), definitions(settings.for_serialize()));
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (name, schema) in &responses {
        schemas.insert(name.clone(), schema.clone());
    }
    for (name, schema) in requests {
        match schema_references::STATED.iter().find(|(response, _)| *response == name) {
            Some((_, request)) => {
                schemas.insert((*request).to_owned(), as_stated(schema));
            }
            None => {
                schemas.insert(name, schema);
            }
        }
    }
}

/// The schema of a request, which refers to those of requests.
fn as_stated(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                let referred = value.as_str().filter(|_| name == "$ref").and_then(|path| path.rsplit('/').next());
                let stated = schema_references::STATED.iter().find(|(response, _)| Some(*response) == referred);
                *value = match stated {
                    Some((_, request)) => json!(format!("#/components/schemas/{request}")),
                    None => as_stated(value.take()),
                };
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = as_stated(item.take())),
        _ => {}
    }
    schema
}

/// Marks operations without authentication, gives responses without a description that of their status, bodies their
/// example, and headers, cursors and words of searches their form.
fn complete_operations(document: &mut Value) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let operations = paths.values_mut().filter_map(Value::as_object_mut).flatten();
    for (method, operation) in operations {
        if operation["tags"] == json!(["about"]) {
            operation["security"] = json!([]);
        }
        if let Some(example) = operation["operationId"].as_str().and_then(examples::of_operation) {
            for content in operation["requestBody"]["content"].as_object_mut().into_iter().flat_map(Map::values_mut) {
                content["example"] = example.clone();
            }
        }
        formats::describe_operation(operation, method == "get");
        for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
            let reason = StatusCode::from_bytes(status.as_bytes()).ok().and_then(|status| status.canonical_reason());
            if let Some(response) = response.as_object_mut() {
                response.entry("description").or_insert_with(|| json!(reason.unwrap_or_default()));
            }
        }
    }
}
