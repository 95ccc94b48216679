//! Operations on organisations.

pub(crate) mod change_organisation;
pub(crate) mod create_organisation;
pub(crate) mod get_organisation;
pub(crate) mod list_organisations;

use access::{Organisation, OrganisationKind};
use serde::Serialize;
use storage::Timestamp;
use utoipa::ToSchema;
use vocabulary::{EnterpriseNumber, OrganisationId, ProgrammeId};

use crate::schema_references;

/// An employer, an agency or a school.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Organisation)]
pub(crate) struct OrganisationResponse {
    #[schema(value_type = uuid::Uuid)]
    id: OrganisationId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    #[schema(schema_with = schema_references::organisation_kind)]
    kind: OrganisationKind,
    /// Its name, unique among the organisations of its kind in the programme.
    name: String,
    /// Its number in the register of its country, in the form of that register.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema_references::enterprise_number, required = false)]
    enterprise_number: Option<EnterpriseNumber>,
    /// Number of the version, from 1.
    version: i64,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    created_at: Timestamp,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    changed_at: Timestamp,
}

impl From<Organisation> for OrganisationResponse {
    fn from(organisation: Organisation) -> Self {
        let Organisation { id, programme, kind, name, enterprise_number, version, created_at, changed_at } =
            organisation;
        Self { id, programme, kind, name, enterprise_number, version, created_at, changed_at }
    }
}
