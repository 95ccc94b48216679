//! `passerelle audit list`, `checkpoint`, `key` and `erase`.

use access::{Actor, Permission, Subject, audit_log};
use serde_json::json;
use storage::audit::AuditFilter;
use storage::checkpoint_folder::{CheckpointFolder, WriteCheckpoint, create_key, read_key, read_note};
use storage::{StorageError, Timestamp, audit, checkpoint};
use vocabulary::Scope;

use crate::answer;
use crate::command_line::{AuditListArguments, CheckpointArguments, KeyCommand, ReportFormat};
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// The most entries that are listed at once.
const LARGEST_LIST: usize = 10_000;

/// Lists entries: those of the programme that the command names, or of all. The reading is noted.
pub fn list(installation: &Installation, arguments: &AuditListArguments) -> CommandResult {
    let programme = match installation.names_programme() {
        true => Some(installation.programme()?.id),
        false => None,
    };
    let filter = AuditFilter {
        programme,
        actor: arguments.actor.clone(),
        role: arguments.role.map(|role| role.word().to_owned()),
        action: arguments.action.clone(),
        subject: arguments.subject,
        candidate: None,
        from: arguments.from,
        until: arguments.until,
    };
    let limit = arguments.limit.clamp(1, LARGEST_LIST);
    let page = audit_log::search(&installation.database, &Actor::operator(), &filter, arguments.after, limit)?;
    for entry in &page.items {
        match arguments.format {
            ReportFormat::Json => {
                answer(&serde_json::to_string(entry).map_err(|error| Failure::message(error.to_string()))?)?;
            }
            ReportFormat::Text => {
                let subject = entry.subject.map(|subject| subject.to_string()).unwrap_or_default();
                let details = if entry.is_erased { "(erased)".to_owned() } else { entry.details.to_string() };
                answer(&format!(
                    "{}  {}  {} {}  {}  {} {}  {details}",
                    entry.position,
                    entry.recorded_at,
                    entry.role,
                    entry.actor,
                    entry.action,
                    entry.subject_kind,
                    subject
                ))?;
            }
        }
    }
    match page.items.last().filter(|_| page.has_more) {
        Some(last) => {
            crate::notice(&format!("there are more; go on with --after {}", last.position));
            Ok(())
        }
        None => Ok(()),
    }
}

/// Signs a checkpoint, or adds signatures of others to one.
pub fn checkpoint(installation: &Installation, arguments: &CheckpointArguments) -> CommandResult {
    permit(Permission::SignCheckpoint)?;
    let folder = installation.checkpoints()?;
    if let Some(add) = &arguments.add {
        let path = folder.add_signatures(&read_note(add).map_err(failure)?).map_err(failure)?;
        return answer(&format!("the signatures are added to {}", path.display()));
    }
    if arguments.restart {
        restart(installation, &folder)?;
    }
    let (path, note) = folder.write(&installation.database).map_err(failure)?;
    if let Some(out) = &arguments.out {
        std::fs::write(out, note.to_string())
            .map_err(|error| Failure::message(format!("{}: {error}", out.display())))?;
    }
    crate::notice(&format!("written to {}; keep a copy elsewhere", path.display()));
    answer(note.to_string().trim_end())
}

/// Makes a key, or shows those that there are.
pub fn key(installation: &Installation, command: &KeyCommand) -> CommandResult {
    permit(Permission::SignCheckpoint)?;
    let paths = installation.settings.audit_keys();
    match command {
        KeyCommand::Create { file, name } => {
            let Some(path) = file.as_ref().or(paths.first()) else {
                return Err(Failure::message("name a file for the key".to_owned()));
            };
            let name = match name {
                Some(name) => name.clone(),
                None => installation.log_name()?,
            };
            let key = create_key(path, &name).map_err(failure)?;
            crate::notice(&format!(
                "the key is in {}; this line is to be pinned by those who keep checkpoints:",
                path.display()
            ));
            answer(&key.verifier().to_string())
        }
        KeyCommand::Show => {
            for path in &paths {
                answer(&read_key(path).map_err(failure)?.verifier().to_string())?;
            }
            Ok(())
        }
    }
}

/// Erases the details of an entry.
pub fn erase(installation: &Installation, position: i64) -> CommandResult {
    audit_log::erase_details(&installation.database, &Actor::operator(), position)?;
    answer(&format!("the details of entry {position} are erased, and an entry says so"))
}

fn permit(permission: Permission) -> CommandResult {
    Actor::operator().may(permission, &Subject::INSTALLATION).map_err(|error| Failure::message(error.to_string()))
}

/// Sets aside the checkpoints of a log that is lost, and says so in the log. The job that signs new ones is revived.
fn restart(installation: &Installation, folder: &CheckpointFolder) -> CommandResult {
    let now = Timestamp::from(installation.database.clock().now());
    let (aside, newest) = folder.set_aside(now).map_err(failure)?;
    let operator = Actor::operator();
    installation.database.write(|transaction| {
        let details = newest.map_or(json!({}), |newest| json!({ "last_checkpoint": newest.to_string() }));
        let permission = Permission::RestartCheckpoints;
        let entry = operator.audit_entry(permission, Scope::Installation, "audit-log", None, details);
        audit::append(transaction, &[entry])
    })?;
    if installation.settings.audit.checkpoint_minutes > 0 {
        WriteCheckpoint::schedule(&installation.database)?;
    }
    crate::notice(&format!(
        "the checkpoints of the log that is lost are in {} now; tell those who keep copies, whose next comparison fails",
        aside.display()
    ));
    Ok(())
}

fn failure(error: checkpoint::CheckpointError) -> Failure {
    Failure::message(error.to_string())
}

impl Installation {
    /// The name of the log in checkpoints: that of the settings, else the one that the database has.
    fn log_name(&self) -> Result<String, StorageError> {
        match &self.settings.audit.origin {
            Some(origin) => Ok(origin.clone()),
            None => self.database.read(checkpoint::origin),
        }
    }

    /// The folder of checkpoints with the keys that sign them. A default key that is missing is made.
    ///
    /// # Errors
    /// When a key can't be read or made.
    pub fn checkpoints(&self) -> Result<storage::checkpoint_folder::CheckpointFolder, Failure> {
        let paths = self.settings.audit_keys();
        if let ([], [path]) = (self.settings.audit.keys.as_slice(), paths.as_slice())
            && !path.exists()
        {
            create_key(path, &self.log_name()?).map_err(failure)?;
        }
        let keys = paths.iter().map(|path| read_key(path)).collect::<Result<Vec<_>, _>>().map_err(failure)?;
        let (folder, origin) = (self.settings.checkpoint_folder(), self.settings.audit.origin.clone());
        Ok(storage::checkpoint_folder::CheckpointFolder::new(folder, origin, keys))
    }
}
