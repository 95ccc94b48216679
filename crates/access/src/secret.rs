//! The secret that signs tokens: made on first use, kept in the data folder, readable by its owner only.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A secret of 32 random bytes. Not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; Secret::LENGTH]);

/// Why there is no secret to sign with.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file can't be read or made.
    #[error("the token secret {path} can't be read or made: {source}; check the rights on the data folder", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file holds something else.
    #[error("{path} holds no token secret; remove it, and a new one is made (tokens given out end with it)", path = path.display())]
    Content {
        /// The file.
        path: PathBuf,
    },
    /// Others can read the file.
    #[error("others can read the token secret {path}; run `chmod 600` on it", path = path.display())]
    Open {
        /// The file.
        path: PathBuf,
    },
    /// The system gave no randomness.
    #[error("the system gave no random bytes for a token secret: {0}; try again")]
    Randomness(String),
}

impl Secret {
    /// Bytes of a secret, as many as its hash has (RFC 7518, section 3.2, asks for no fewer).
    pub const LENGTH: usize = 32;

    /// The name of the file in the data folder.
    pub const FILE: &'static str = "token-secret";

    /// A new secret.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn random() -> Result<Self, SecretError> {
        let mut bytes = [0; Self::LENGTH];
        getrandom::fill(&mut bytes).map_err(|error| SecretError::Randomness(error.to_string()))?;
        Ok(Self(bytes))
    }

    /// The secret of a data folder, made there on first use.
    ///
    /// # Errors
    /// When it can't be read or made, when it isn't one, or when others can read it.
    pub fn in_folder(folder: &Path) -> Result<Self, SecretError> {
        let path = folder.join(Self::FILE);
        let failed = |source| SecretError::File { path: path.clone(), source };
        let written = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                place(&path, &Self::random()?).map_err(failed)?;
                fs::read_to_string(&path).map_err(failed)?
            }
            // Not even text.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
            read => read.map_err(failed)?,
        };
        if open_to_others(&path).map_err(failed)? {
            return Err(SecretError::Open { path });
        }
        Self::from_hexadecimal(written.trim()).ok_or(SecretError::Content { path })
    }

    /// The bytes, for signing.
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn from_hexadecimal(written: &str) -> Option<Self> {
        let digits = written.as_bytes();
        if digits.len() != 2 * Self::LENGTH {
            return None;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let mut bytes = [0; Self::LENGTH];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
        }
        Some(Self(bytes))
    }

    fn hexadecimal(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Puts a secret where there is none. Of two programs that start at once, one's secret stays and both read that one,
/// whole: the file gets its name when it is written.
fn place(path: &Path, secret: &Secret) -> io::Result<()> {
    let draft = path.with_extension(uuid::Uuid::new_v4().to_string());
    let written = new_private_file(&draft).and_then(|mut file| {
        file.write_all(secret.hexadecimal().as_bytes())?;
        file.sync_all()
    });
    let placed = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    });
    fs::remove_file(&draft).and(placed)
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

#[cfg(unix)]
fn open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn open_to_others(path: &Path) -> io::Result<bool> {
    fs::metadata(path).map(|_| false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Secret::in_folder(folder.path()).expect("a secret");
        assert_eq!(Secret::in_folder(folder.path()).expect("a secret"), first);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no draft is left");
        assert_ne!(Secret::random().expect("a secret"), first);
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        Secret::in_folder(folder.path()).expect("a secret");
        let path = folder.path().join(Secret::FILE);
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("rights");
        let error = Secret::in_folder(folder.path()).expect_err("others can read it").to_string();
        assert!(error.contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_file_with_something_else_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(Secret::FILE);
        new_private_file(&path).and_then(|mut file| file.write_all(b"hello")).expect("a file");
        assert!(matches!(Secret::in_folder(folder.path()), Err(SecretError::Content { .. })));
        assert_eq!(fs::read(&path).expect("a file"), b"hello");
    }

    #[test]
    fn a_missing_folder_is_said() {
        let error = Secret::in_folder(Path::new("/nowhere/at/all")).expect_err("no folder").to_string();
        assert!(error.contains("/nowhere/at/all"), "{error}");
    }
}
