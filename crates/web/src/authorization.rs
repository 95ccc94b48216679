//! Whether the caller's role ever has the permissions of an operation: decided before anything of the request is read, so that a
//! refusal depends on the role alone. Whether the permission reaches an object is decided by the operation, in the crate of its
//! noun, which looks the object up.

use access::{Actor, Permission};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};

use crate::authentication::authenticated;
use crate::operation_schemas::OperationSchemas;
use crate::problem::{Problem, ProblemKind};

/// The permissions of each operation, by its name in the document: one of each group. None where the operation isn't known,
/// which is then refused to everybody; no group where every authenticated caller may.
#[derive(Clone, Copy)]
pub struct OperationPermissions(pub fn(&str) -> Option<&'static [&'static [Permission]]>);

impl OperationPermissions {
    /// Checks that an actor's role ever has the permissions of an operation.
    fn check(self, operation: &str, actor: &Actor) -> Result<(), Problem> {
        let Some(groups) = (self.0)(operation) else {
            tracing::error!(operation, "an operation without permissions is refused to everybody");
            return Err(Problem::new(ProblemKind::Forbidden, "nobody has a permission for this operation yet"));
        };
        Ok(groups.iter().try_for_each(|group| actor.may_ever(group))?)
    }
}

/// Middleware behind [`crate::authenticate`] that refuses callers without a token, and those whose role never has the
/// permissions of the operation. What is no operation of the document, and those of it that need no token, it lets pass.
///
/// # Errors
/// Those of the services behind it.
pub async fn authorize(
    schemas: Data<OperationSchemas>,
    permissions: Data<OperationPermissions>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Some(operation) = schemas.protected_operation(request.request()) {
        let permitted = authenticated(request.request()).and_then(|actor| permissions.check(operation, &actor));
        if let Err(problem) = permitted {
            return Ok(request.into_response(problem.error_response()));
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}
