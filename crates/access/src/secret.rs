//! The secret that signs tokens: created on first use, stored in the data folder, readable by its owner only.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use storage::private_file::is_open_to_others;

/// A secret of 32 random bytes. `Debug` doesn't print them.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; Secret::LENGTH]);

/// Why the secret can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file can't be read or created.
    #[error("the token secret {path} can't be read or made: {source}; check the rights on the data folder", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The file contains no secret.
    #[error("{path} holds no token secret; remove it, and a new one is made (tokens given out end with it)", path = path.display())]
    Content {
        /// The file.
        path: PathBuf,
    },
    /// Other users can read the file.
    #[error("others can read the token secret {path}; run `chmod 600` on it", path = path.display())]
    ReadableByOthers {
        /// The file.
        path: PathBuf,
    },
    /// The operating system provided no random bytes.
    #[error("the system gave no random bytes for a token secret: {0}; try again")]
    Randomness(String),
}

impl Secret {
    /// The length of a secret in bytes: that of an HS256 hash, the minimum of RFC 7518, section 3.2.
    pub const LENGTH: usize = 32;

    /// The name of the file in the data folder.
    pub const FILE: &'static str = "token-secret";

    /// Creates a random secret.
    ///
    /// # Errors
    /// When the operating system provides no random bytes.
    pub fn random() -> Result<Self, SecretError> {
        let mut bytes = [0; Self::LENGTH];
        getrandom::fill(&mut bytes).map_err(|error| SecretError::Randomness(error.to_string()))?;
        Ok(Self(bytes))
    }

    /// Reads the secret of a data folder, and creates it on first use.
    ///
    /// # Errors
    /// When the file can't be read or created, contains no secret, or can be read by other users.
    pub fn in_folder(folder: &Path) -> Result<Self, SecretError> {
        let path = folder.join(Self::FILE);
        let failed = |source| SecretError::File { path: path.clone(), source };
        let written = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                create_file(&path, &Self::random()?).map_err(failed)?;
                fs::read_to_string(&path).map_err(failed)?
            }
            // The file isn't UTF-8 text, so it contains no secret.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
            read => read.map_err(failed)?,
        };
        if is_open_to_others(&path) {
            return Err(SecretError::ReadableByOthers { path });
        }
        let mut bytes = [0; Self::LENGTH];
        hex::decode_to_slice(written.trim(), &mut bytes).map_err(|_| SecretError::Content { path })?;
        Ok(Self(bytes))
    }

    /// The bytes, for signing.
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Creates the file unless it exists. Of two programs that start at once, one creates it and both read that one. The file
/// is written under another name first, so that it is never read incomplete.
fn create_file(path: &Path, secret: &Secret) -> io::Result<()> {
    let draft = path.with_extension(uuid::Uuid::new_v4().to_string());
    let written = new_private_file(&draft).and_then(|mut file| {
        file.write_all(hex::encode(secret.bytes()).as_bytes())?;
        file.sync_all()
    });
    let created = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    });
    fs::remove_file(&draft).and(created)
}

#[cfg(unix)]
fn new_private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn new_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_created_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Secret::in_folder(folder.path()).expect("a secret");
        assert_eq!(Secret::in_folder(folder.path()).expect("a secret"), first);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "the draft is removed");
        assert_ne!(Secret::random().expect("a secret"), first);
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        Secret::in_folder(folder.path()).expect("a secret");
        let path = folder.path().join(Secret::FILE);
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("rights");
        // Nobody gets into the folder, so nobody gets to the file.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("rights");
        assert!(Secret::in_folder(folder.path()).is_ok());
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("rights");
        let error = Secret::in_folder(folder.path()).expect_err("others can read it").to_string();
        assert!(error.contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_file_without_a_secret_is_refused_and_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(Secret::FILE);
        new_private_file(&path).and_then(|mut file| file.write_all(b"hello")).expect("a file");
        assert!(matches!(Secret::in_folder(folder.path()), Err(SecretError::Content { .. })));
        assert_eq!(fs::read(&path).expect("a file"), b"hello");
    }

    #[test]
    fn an_error_names_the_missing_folder() {
        let error = Secret::in_folder(Path::new("/nowhere/at/all")).expect_err("no folder").to_string();
        assert!(error.contains("/nowhere/at/all"), "{error}");
    }
}
