//! The operator's settings: defaults, then `passerelle.toml`, then the environment.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// The file that is looked for in the folder where the program is started.
pub const FILE: &str = "passerelle.toml";
/// What settings in the environment begin with; two underscores go one level down, as in
/// `PASSERELLE__SERVER__ADDRESS`.
pub const ENVIRONMENT: &str = "PASSERELLE__";

/// Everything that an operator can set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the embedded database, the index and the secret are kept.
    pub data_folder: PathBuf,
    /// A folder whose files stand in for those of the built-in configuration.
    pub config_folder: Option<PathBuf>,
    /// Where the database is.
    pub database: DatabaseSettings,
    /// How the server listens, and what it bears.
    pub server: ServerSettings,
}

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite:PATH` or `postgres://…`; absent: a file in the data folder.
    pub url: Option<String>,
    /// How many connections are kept open.
    pub connections: u32,
}

/// How the server listens, and what it bears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port.
    pub address: String,
    /// Threads that answer requests.
    pub workers: usize,
    /// The largest body of a request, in bytes.
    pub body_bytes: usize,
    /// How long a request may take, in seconds.
    pub request_seconds: u64,
    /// How many requests a second one user, or one address without a token, may make in the long run.
    pub requests_per_second: u32,
    /// How many of them may come at once.
    pub burst: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_folder: PathBuf::from("data"),
            config_folder: None,
            database: DatabaseSettings { url: None, connections: 8 },
            server: ServerSettings {
                address: "127.0.0.1:8080".to_owned(),
                workers: 2,
                body_bytes: 1 << 20,
                request_seconds: 30,
                requests_per_second: 50,
                burst: 200,
            },
        }
    }
}

impl Settings {
    /// Reads the settings: a file that is named must be there, the usual one may be.
    pub fn read(file: Option<&Path>) -> Result<Self, Failure> {
        if let Some(file) = file {
            std::fs::metadata(file).map_err(|error| Failure::unreadable(file, &error))?;
        }
        let toml = file.unwrap_or(Path::new(FILE));
        let mut layers = Figment::from(Serialized::defaults(Self::default()));
        if toml.exists() {
            layers = layers.merge(Toml::file_exact(toml));
        }
        layers
            .merge(Env::prefixed(ENVIRONMENT).split("__"))
            .extract()
            .map_err(|error| Failure::message(problems(error)))
    }

    /// Where the database is.
    pub fn database_url(&self) -> String {
        match &self.database.url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data_folder.join("passerelle.db").display()),
        }
    }

    /// Where the index is.
    pub fn index_folder(&self) -> PathBuf {
        self.data_folder.join("index")
    }
}

/// A line for each thing that is wrong: where it is set, which key, and why.
fn problems(error: figment::Error) -> String {
    let line = |error: figment::Error| {
        let place = match error.metadata.as_ref() {
            Some(metadata) if metadata.name.contains("environment variable") && !error.path.is_empty() => {
                format!("{ENVIRONMENT}{}", error.path.join("__").to_uppercase())
            }
            metadata => {
                let source = metadata.and_then(|metadata| metadata.source.as_ref());
                let place = source.map_or_else(|| "the settings".to_owned(), ToString::to_string);
                if error.path.is_empty() { place } else { format!("{place}, key {}", error.path.join(".")) }
            }
        };
        format!("{place}: {}", error.kind)
    };
    error.into_iter().map(line).collect::<Vec<_>>().join("\n")
}
