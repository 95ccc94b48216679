//! The disk of an installation: the files of the program belong to its user alone: the database holds personal data, the secret signs tokens.
//!
//! New files are private from the beginning, by the process's mask for new files. Those that are there already are made private
//! when an installation is opened. On Windows the rights of the folder count, and nothing is done.

use std::path::Path;

use crate::failure::Failure;
use crate::settings::Settings;

/// Makes new files and folders of this process private to its user.
#[cfg(unix)]
pub(crate) fn set_mask() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Nothing on this system.
#[cfg(not(unix))]
pub(crate) fn set_mask() {}

/// The number of bytes that this user may still write on the disk of a folder.
///
/// # Errors
/// When the folder can't be reached.
#[cfg(unix)]
pub(crate) fn free_bytes(folder: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Unknown on this system, where a full disk shows when something is written.
#[cfg(not(unix))]
pub(crate) fn free_bytes(folder: &Path) -> std::io::Result<u64> {
    std::fs::metadata(folder).map(|_| u64::MAX)
}

/// Creates the data folder, and makes it and the files of the program in it private. `notice` is told what was not.
///
/// # Errors
/// When the folder can't be created; and when others can read the database or a secret and that can't be changed.
#[cfg(not(unix))]
pub(crate) fn tighten(settings: &Settings, _: impl Fn(&str)) -> Result<(), Failure> {
    let folder = &settings.data_folder;
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::message(format!("the data folder {} can't be created: {error}", folder.display())))
}

#[cfg(unix)]
pub(crate) use on_unix::tighten;

#[cfg(unix)]
mod on_unix {
    use std::fs::{self, DirBuilder, OpenOptions, Permissions};
    use std::io::{self, ErrorKind};
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
    use std::path::{Path, PathBuf};

    use access::Secret;
    use storage::Database;
    use storage::private_file::is_open_to_others;

    use super::{Failure, Settings};

    /// What others may have of a file or folder of the program: nothing.
    const OTHERS: u32 = 0o077;
    /// A folder in which everybody may write and only delete what is theirs, such as `/tmp`: not one of the program.
    const SHARED_FOLDER: u32 = 0o1000;

    /// Creates the data folder, and makes it and the files of the program in it private. `notice` is told what was not.
    ///
    /// # Errors
    /// When the folder can't be created; and when others can read the database or a secret and that can't be changed.
    pub(crate) fn tighten(settings: &Settings, notice: impl Fn(&str)) -> Result<(), Failure> {
        let folder = &settings.data_folder;
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
            Failure::message(format!("the data folder {} can't be created: {error}", folder.display()))
        })?;
        let database = Database::file(&settings.database_url())?;
        if let Some(file) = &database {
            // SQLite gives its other files the rights of this one. Where it can't be made, opening it says why.
            let _ = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
        }
        let mut changed = Vec::new();
        let mut others = vec![folder.clone()];
        list(&settings.index_folder(), &mut others);
        list(&settings.checkpoint_folder(), &mut others);
        for path in others {
            match make_private(&path) {
                Ok(false) => {}
                Ok(true) => changed.push(path),
                Err(error) => notice(&format!("the rights on {} can't be changed: {error}", path.display())),
            }
        }
        for path in secrets(settings, database.as_deref()) {
            match make_private(&path) {
                Ok(false) => {}
                Ok(true) => changed.push(path),
                Err(error) if is_open_to_others(&path) => {
                    return Err(Failure::message(format!(
                        "others can read {} and that can't be changed ({error}); run `chmod 600` on it as its owner, or move it \
                         to a disk that keeps rights",
                        path.display()
                    )));
                }
                Err(_) => {}
            }
        }
        match changed.as_slice() {
            [] => {}
            [only] => notice(&format!("{} was open to other users: it is private now", only.display())),
            [first, more @ ..] => notice(&format!(
                "{} and {} more were open to other users: they are private now",
                first.display(),
                more.len()
            )),
        }
        Ok(())
    }

    /// The files that hold secrets and personal data, where they are.
    fn secrets(settings: &Settings, database: Option<&Path>) -> Vec<PathBuf> {
        let mut secrets = vec![settings.data_folder.join(Secret::FILE)];
        secrets.extend(settings.audit_keys());
        for suffix in ["", "-wal", "-shm", "-journal"] {
            secrets.extend(database.map(|database| {
                let mut name = database.as_os_str().to_owned();
                name.push(suffix);
                PathBuf::from(name)
            }));
        }
        secrets
    }

    /// All files and folders of a folder, and it itself. Links are left alone.
    fn list(folder: &Path, found: &mut Vec<PathBuf>) {
        if !fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir()) {
            return;
        }
        found.push(folder.to_owned());
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => list(&entry.path(), found),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }

    /// Takes the rights of others on a file or folder. Returns whether they had any; a missing file has none.
    fn make_private(path: &Path) -> io::Result<bool> {
        let (rights, own) = match fs::metadata(path) {
            Ok(metadata) => (metadata.permissions().mode(), if metadata.is_dir() { 0o700 } else { 0o600 }),
            // It is missing, or a merge has just removed it.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        if rights & OTHERS == 0 || rights & SHARED_FOLDER != 0 {
            return Ok(false);
        }
        fs::set_permissions(path, Permissions::from_mode(own))?;
        // Some disks accept the change and keep no rights.
        match fs::metadata(path)?.permissions().mode() & OTHERS {
            0 => Ok(true),
            _ => Err(io::Error::other("the disk keeps no rights")),
        }
    }
}
