//! Signed notes (C2SP `signed-note`): a text with Ed25519 signatures, and the keys for them, in the formats of Go's
//! `sumdb/note`. Witnesses and other tools read and write the same.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey as Ed25519SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The algorithm byte of Ed25519 signatures of a note's text.
const ED25519: u8 = 1;

/// The most signatures that a note may have.
const MOST_SIGNATURES: usize = 100;

/// Why a note or a key can't be read, made or trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text isn't a signed note.
    #[error("this is no signed note: {0}")]
    Note(&'static str),
    /// The text isn't a verifier key.
    #[error("this is no verifier key (NAME+ID+KEY, as `passerelle audit key show` prints it): {0}")]
    VerifierKey(&'static str),
    /// The text isn't a signing key.
    #[error("this is no signing key (PRIVATE+KEY+NAME+ID+KEY)")]
    SigningKey,
    /// A name of a key is invalid.
    #[error("`{0}` is no name of a key: it must not be empty, and have no spaces, control characters or `+`")]
    Name(String),
    /// No signature is by a pinned key.
    #[error("it has no signature of a pinned key; it is signed by: {signers}")]
    Untrusted {
        /// The names of the keys that its signatures state.
        signers: String,
    },
    /// A signature that states a pinned key isn't valid.
    #[error("the signature of `{0}` doesn't fit the text: one of them was changed")]
    Invalid(String),
    /// The operating system provided no random bytes.
    #[error("the system gave no random bytes for a key: {0}; try again")]
    Randomness(String),
}

/// A key that signs notes. `Debug` prints its name only.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: Ed25519SigningKey,
}

/// A key that verifies signatures: what others pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

/// A signature of a note, by a known or an unknown key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The identifier of the key, four bytes, with the signature.
    bytes: Vec<u8>,
}

/// A text with its signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// The identifier of a key: the beginning of a hash over its name, algorithm and bytes.
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let hash =
        Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(key.as_bytes()).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

fn check_name(name: &str) -> Result<(), NoteError> {
    let is_valid = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+');
    if is_valid { Ok(()) } else { Err(NoteError::Name(name.to_owned())) }
}

/// The algorithm byte and the 32 bytes after it, in base64.
fn encoded(key: &[u8; 32]) -> String {
    BASE64_STANDARD.encode([&[ED25519], key.as_slice()].concat())
}

fn decoded(text: &str) -> Option<[u8; 32]> {
    let bytes = BASE64_STANDARD.decode(text).ok()?;
    let (algorithm, key) = bytes.split_first()?;
    (*algorithm == ED25519).then(|| key.try_into().ok()).flatten()
}

impl SigningKey {
    /// A random key.
    ///
    /// # Errors
    /// [`NoteError::Name`], and when the operating system provides no random bytes.
    pub fn random(name: &str) -> Result<Self, NoteError> {
        check_name(name)?;
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| NoteError::Randomness(error.to_string()))?;
        Ok(Self { name: name.to_owned(), key: Ed25519SigningKey::from_bytes(&seed) })
    }

    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key that verifies its signatures.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The key as it is stored: whoever has this can sign.
    pub fn secret_text(&self) -> String {
        let id = hex::encode(key_id(&self.name, &self.key.verifying_key()));
        format!("PRIVATE+KEY+{}+{id}+{}", self.name, encoded(&self.key.to_bytes()))
    }

    fn sign(&self, text: &str) -> NoteSignature {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let bytes = [key_id(&self.name, &self.key.verifying_key()).as_slice(), &signature].concat();
        NoteSignature { name: self.name.clone(), bytes }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.name)
    }
}

impl FromStr for SigningKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let parts = text.trim().strip_prefix("PRIVATE+KEY+").ok_or(NoteError::SigningKey)?;
        let mut parts = parts.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::SigningKey);
        };
        check_name(name)?;
        let key = Ed25519SigningKey::from_bytes(&decoded(key).ok_or(NoteError::SigningKey)?);
        if hex::encode(key_id(name, &key.verifying_key())) != id {
            return Err(NoteError::SigningKey);
        }
        Ok(Self { name: name.to_owned(), key })
    }
}

impl VerifierKey {
    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn id(&self) -> [u8; 4] {
        key_id(&self.name, &self.key)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id()), encoded(self.key.as_bytes()))
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::VerifierKey("it doesn't have three parts"));
        };
        check_name(name)?;
        let bytes = decoded(key).ok_or(NoteError::VerifierKey("its last part isn't an Ed25519 key in base64"))?;
        let key = VerifyingKey::from_bytes(&bytes)
            .map_err(|_| NoteError::VerifierKey("its last part isn't an Ed25519 key"))?;
        let read = Self { name: name.to_owned(), key };
        if hex::encode(read.id()) != id {
            return Err(NoteError::VerifierKey("its identifier isn't that of the key"));
        }
        Ok(read)
    }
}

impl NoteSignature {
    fn is_by(&self, key: &VerifierKey) -> bool {
        self.name == key.name && self.bytes.starts_with(&key.id())
    }

    fn is_valid(&self, key: &VerifierKey, text: &str) -> bool {
        Signature::from_slice(&self.bytes[4..])
            .is_ok_and(|signature| key.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "— {} {}", self.name, BASE64_STANDARD.encode(&self.bytes))
    }
}

impl SignedNote {
    /// Signs a text, which ends with a newline and has no control characters but newlines, with each key.
    ///
    /// # Errors
    /// [`NoteError::Note`] when the text is invalid or there is no key.
    pub fn sign(text: String, keys: &[SigningKey]) -> Result<Self, NoteError> {
        check_text(&text)?;
        if keys.is_empty() {
            return Err(NoteError::Note("there is no key to sign with"));
        }
        let signatures = keys.iter().map(|key| key.sign(&text)).collect();
        Ok(Self { text, signatures })
    }

    /// The signed text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of the keys that the signatures state.
    pub fn signers(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().map(|signature| signature.name.as_str())
    }

    /// Checks that at least one of these keys signed the text, and that each signature that states one of them is valid.
    /// Signatures of other keys are ignored. Returns the names of the keys that signed.
    ///
    /// # Errors
    /// [`NoteError::Untrusted`] and [`NoteError::Invalid`].
    pub fn verify(&self, pinned: &[VerifierKey]) -> Result<Vec<String>, NoteError> {
        let mut verified = Vec::new();
        for signature in &self.signatures {
            let Some(key) = pinned.iter().find(|key| signature.is_by(key)) else { continue };
            if !signature.is_valid(key, &self.text) {
                return Err(NoteError::Invalid(key.name.clone()));
            }
            verified.push(key.name.clone());
        }
        if verified.is_empty() {
            return Err(NoteError::Untrusted { signers: self.signers().collect::<Vec<_>>().join(", ") });
        }
        Ok(verified)
    }

    /// Adds the signatures of another note of the same text, such as those of witnesses. Those that are there stay.
    ///
    /// # Errors
    /// [`NoteError::Note`] when the other note has another text.
    pub fn add_signatures(&mut self, other: &Self) -> Result<(), NoteError> {
        if self.text != other.text {
            return Err(NoteError::Note("its text isn't that of the checkpoint to which it is to be added"));
        }
        for signature in &other.signatures {
            if !self.signatures.contains(signature) {
                self.signatures.push(signature.clone());
            }
        }
        Ok(())
    }
}

fn check_text(text: &str) -> Result<(), NoteError> {
    if !text.ends_with('\n') {
        return Err(NoteError::Note("its text doesn't end with a newline"));
    }
    match text.contains(|c: char| c < ' ' && c != '\n') {
        true => Err(NoteError::Note("it has control characters")),
        false => Ok(()),
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(f))
    }
}

impl FromStr for SignedNote {
    type Err = NoteError;

    fn from_str(note: &str) -> Result<Self, NoteError> {
        check_text(note)?;
        // The text keeps its newline; the empty line after it belongs to neither.
        let end = note.rfind("\n\n").ok_or(NoteError::Note("no empty line is before signatures"))?;
        let (text, lines) = (&note[..=end], &note[end + 2..]);
        if lines.is_empty() {
            return Err(NoteError::Note("it has no signatures"));
        }
        if lines.lines().count() > MOST_SIGNATURES {
            return Err(NoteError::Note("it has more than 100 signatures"));
        }
        let signature = |line: &str| {
            let (name, bytes) = line.strip_prefix("— ")?.split_once(' ')?;
            check_name(name).ok()?;
            let bytes = BASE64_STANDARD.decode(bytes).ok().filter(|bytes| bytes.len() > 4)?;
            Some(NoteSignature { name: name.to_owned(), bytes })
        };
        let signatures: Option<Vec<NoteSignature>> = lines.lines().map(signature).collect();
        let signatures = signatures.ok_or(NoteError::Note("a line after the text isn't a signature"))?;
        Ok(Self { text: text.to_owned(), signatures })
    }
}
