//! The operator's settings: defaults, then `passerelle.toml`, then the environment.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use matching::PayGrid;
use serde::{Deserialize, Serialize};
use web::ServerSettings;

use crate::failure::Failure;

/// The settings file in the working directory.
pub const FILE: &str = "passerelle.toml";
/// The prefix of settings in the environment. Two underscores separate levels, as in `PASSERELLE__SERVER__ADDRESS`.
pub const ENVIRONMENT: &str = "PASSERELLE__";

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder of the embedded database, the index and the secret.
    pub data_folder: PathBuf,
    /// A folder whose files replace those of the built-in configuration.
    pub config_folder: Option<PathBuf>,
    /// The corridor of commands that name none, and of the first programme; absent: the only one of the configuration.
    pub corridor: Option<String>,
    /// The database.
    pub database: DatabaseSettings,
    /// How the server listens, and the limits of requests.
    pub server: ServerSettings,
    /// Background jobs.
    pub jobs: JobSettings,
    /// The indexes.
    pub index: IndexSettings,
    /// Checkpoints of the audit log.
    pub audit: AuditSettings,
    /// What employers may find out of pay.
    pub pay: PaySettings,
}

/// The indexes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexSettings {
    /// The number of seconds by which the indexes of a server that is ready may be behind.
    pub max_lag_seconds: u64,
}

/// Checkpoints of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditSettings {
    /// The name of the log in checkpoints, such as `audit.example.org/passerelle`; absent: one that the database has.
    pub origin: Option<String>,
    /// Files of the keys that sign checkpoints; none: `audit-key` in the data folder, which `serve` makes.
    pub keys: Vec<PathBuf>,
    /// The folder of checkpoints; absent: `checkpoints` in the data folder.
    pub checkpoints: Option<PathBuf>,
    /// The minutes between two checkpoints that a server writes; 0: it writes none by itself.
    pub checkpoint_minutes: u32,
}

/// What employers may find out of pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaySettings {
    /// The distance of the marks on which the pay of vacancies is compared for employers, in whole euros a month.
    pub grid: PayGrid,
}

/// Background jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobSettings {
    /// Number of threads of a server that run jobs; 0: other servers on the same database run them.
    pub workers: usize,
}

/// The database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite:PATH` or `postgres://…`; absent: a file in the data folder.
    pub url: Option<String>,
    /// Number of open connections.
    pub connections: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_folder: PathBuf::from("data"),
            config_folder: None,
            corridor: None,
            database: DatabaseSettings { url: None, connections: 8 },
            server: ServerSettings::default(),
            jobs: JobSettings { workers: 1 },
            index: IndexSettings { max_lag_seconds: 60 },
            audit: AuditSettings { origin: None, keys: Vec::new(), checkpoints: None, checkpoint_minutes: 60 },
            pay: PaySettings { grid: PayGrid::default() },
        }
    }
}

impl Settings {
    /// Reads the settings. A file that is named must exist; the default one may be missing.
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
            .map_err(|error| Failure::message(error_lines(error)))
    }

    /// The URL of the database: by default a file in the data folder.
    pub fn database_url(&self) -> String {
        match &self.database.url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data_folder.join("passerelle.db").display()),
        }
    }

    /// The files of the keys that sign checkpoints.
    pub fn audit_keys(&self) -> Vec<PathBuf> {
        match self.audit.keys.as_slice() {
            [] => vec![self.data_folder.join("audit-key")],
            named => named.to_vec(),
        }
    }

    /// The folder of checkpoints of the audit log.
    pub fn checkpoint_folder(&self) -> PathBuf {
        self.audit.checkpoints.clone().unwrap_or_else(|| self.data_folder.join("checkpoints"))
    }

    /// The folder of the indexes.
    pub fn index_folder(&self) -> PathBuf {
        self.data_folder.join("index")
    }
}

/// One line per error: file or variable, key and reason.
fn error_lines(error: figment::Error) -> String {
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
