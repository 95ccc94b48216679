//! An installation: settings, configuration, database and index.

use std::fs;
use std::sync::Arc;

use access::{Actor, Secret, Tokens, programmes};
use matching::RuleConfig;
use matching::text::Analyser;
use ranking::index::Index;
use reference_data::ReferenceData;
use storage::Database;
use tempfile::TempDir;
use vocabulary::ProgrammeId;

use crate::failure::Failure;
use crate::settings::{DatabaseSettings, Settings};

/// The settings, configuration and database of one installation.
pub struct Installation {
    /// The settings.
    pub settings: Settings,
    /// The configuration.
    pub reference: Arc<ReferenceData>,
    /// The database, with its schema up to date.
    pub database: Database,
    /// The programme of the installation.
    pub programme: ProgrammeId,
    /// The data folder of a trial, which is deleted with this value.
    _temporary: Option<TempDir>,
}

impl Installation {
    /// Opens an installation. An embedded database is created on first use and migrated; a database on a server is
    /// migrated by `passerelle migrate` alone.
    ///
    /// # Errors
    /// When configuration or database can't be opened.
    pub fn open(settings: Settings) -> Result<Self, Failure> {
        let reference = ReferenceData::load(settings.config_folder.as_deref())?;
        Self::open_with(settings, reference)
    }

    /// Opens an installation that exists, so that a command that only reads doesn't create an empty one in a wrong folder.
    ///
    /// # Errors
    /// When there is no database, and those of [`Installation::open`].
    pub fn open_existing(settings: Settings) -> Result<Self, Failure> {
        if Database::exists(&settings.database_url())? {
            return Self::open(settings);
        }
        Err(Failure::message(format!(
            "there is no database yet ({}); `passerelle import` creates one, or --settings names another",
            settings.database_url()
        )))
    }

    /// Opens an installation for a trial that writes nothing. Without a database it uses a temporary one.
    ///
    /// # Errors
    /// Those of [`Installation::open`].
    pub fn open_to_try(settings: Settings) -> Result<Self, Failure> {
        if Database::exists(&settings.database_url())? {
            return Self::open(settings);
        }
        let temporary = temporary_folder("try")?;
        let database = DatabaseSettings { url: None, ..settings.database };
        let installation = Self::open(Settings { data_folder: temporary.path().to_owned(), database, ..settings })?;
        Ok(Self { _temporary: Some(temporary), ..installation })
    }

    /// Opens an installation with a configuration.
    ///
    /// # Errors
    /// When the data folder can't be created or the database can't be opened.
    pub fn open_with(settings: Settings, reference: ReferenceData) -> Result<Self, Failure> {
        let folder = &settings.data_folder;
        fs::create_dir_all(folder).map_err(|error| {
            Failure::message(format!("the data folder {} can't be created: {error}", folder.display()))
        })?;
        let database = Database::open(&settings.database_url(), settings.database.connections)?;
        match database.kind() {
            storage::Backend::Sqlite => database.migrate().map(|_| ())?,
            storage::Backend::Postgres => database.check_schema()?,
        }
        let programme = programmes::ensure_first_programme(&database, &Actor::operator())?.id;
        Ok(Self { settings, reference: Arc::new(reference), database, programme, _temporary: None })
    }

    /// Opens the index.
    ///
    /// # Errors
    /// When the configuration doesn't fit the columns, or the index can't be opened.
    pub fn index(&self) -> Result<Index, Failure> {
        let config = Arc::new(RuleConfig::new(&self.reference, self.reference.courses())?);
        let analyser = Arc::new(Analyser::new(&self.reference));
        Ok(Index::open(&self.settings.index_folder(), config, analyser)?)
    }

    /// Issues and verifies tokens.
    ///
    /// # Errors
    /// When the secret can't be read.
    pub fn tokens(&self) -> Result<Tokens, Failure> {
        let secret =
            Secret::in_folder(&self.settings.data_folder).map_err(|error| Failure::message(error.to_string()))?;
        Ok(Tokens::new(&secret))
    }
}

/// A temporary folder, which is deleted with the value.
pub(crate) fn temporary_folder(purpose: &str) -> Result<TempDir, Failure> {
    tempfile::Builder::new()
        .prefix(&format!("passerelle-{purpose}-"))
        .tempdir()
        .map_err(|error| Failure::message(format!("no folder can be made among temporary files: {error}")))
}
