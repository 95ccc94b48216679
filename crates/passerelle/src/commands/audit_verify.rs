//! `passerelle audit verify`: verifies the hash chain of the audit log.

use access::{Actor, Permission, Subject};
use storage::audit;

use crate::answer;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// Verifies all entries and prints their number.
pub fn run(installation: &Installation) -> CommandResult {
    Actor::operator()
        .may(Permission::VerifyAuditLog, &Subject::INSTALLATION)
        .map_err(|error| Failure::message(error.to_string()))?;
    match installation.database.read(|connection| Ok::<_, storage::StorageError>(audit::verify(connection)))? {
        Ok(verified) => answer(&format!("the audit log is intact: {} entries", verified.entries)),
        Err(broken) => Err(Failure::message(broken.to_string())),
    }
}
