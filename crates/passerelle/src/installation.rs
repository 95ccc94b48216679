//! Everything that a command needs, opened as the settings say.

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

/// Settings, configuration and database of one installation.
pub struct Installation {
    /// The operator's settings.
    pub settings: Settings,
    /// Dated data of laws and people.
    pub reference: Arc<ReferenceData>,
    /// The database, with its schema up to date.
    pub database: Database,
    /// The programme that everything belongs to, until there are several.
    pub programme: ProgrammeId,
    /// Where all of it lies, when it is to go with this value.
    _fleeting: Option<TempDir>,
}

impl Installation {
    /// Opens the installation that the settings tell of. The embedded database is made, and brought up to date, on
    /// first use; one on a server is only when `passerelle migrate` says so.
    pub fn open(settings: Settings) -> Result<Self, Failure> {
        let reference = ReferenceData::load(settings.config_folder.as_deref())?;
        Self::open_with(settings, reference)
    }

    /// The same of an installation that is there: whoever only reads doesn't make an empty one by being in the wrong folder.
    pub fn open_existing(settings: Settings) -> Result<Self, Failure> {
        if Database::exists(&settings.database_url())? {
            return Self::open(settings);
        }
        Err(Failure::message(format!(
            "there is no database yet ({}); `passerelle import` makes one, or --settings leads to another",
            settings.database_url()
        )))
    }

    /// The same to try something that writes nothing: where no database is there yet, one that goes with this value.
    pub fn open_to_try(settings: Settings) -> Result<Self, Failure> {
        if Database::exists(&settings.database_url())? {
            return Self::open(settings);
        }
        let fleeting = temporary_folder("try")?;
        let database = DatabaseSettings { url: None, ..settings.database };
        let installation = Self::open(Settings { data_folder: fleeting.path().to_owned(), database, ..settings })?;
        Ok(Self { _fleeting: Some(fleeting), ..installation })
    }

    /// The same, with configuration that is loaded already.
    pub fn open_with(settings: Settings, reference: ReferenceData) -> Result<Self, Failure> {
        let folder = &settings.data_folder;
        fs::create_dir_all(folder).map_err(|error| {
            Failure::message(format!("the data folder {} can't be made: {error}", folder.display()))
        })?;
        let database = Database::open(&settings.database_url(), settings.database.connections)?;
        match database.kind() {
            storage::Backend::Sqlite => database.migrate().map(|_| ())?,
            storage::Backend::Postgres => database.check_schema()?,
        }
        let programme = programmes::ensure_first_programme(&database, &Actor::operator())?.id;
        Ok(Self { settings, reference: Arc::new(reference), database, programme, _fleeting: None })
    }

    /// Opens the index.
    pub fn index(&self) -> Result<Index, Failure> {
        let config = Arc::new(RuleConfig::new(&self.reference, self.reference.courses())?);
        let analyser = Arc::new(Analyser::new(&self.reference));
        Ok(Index::open(&self.settings.index_folder(), config, analyser)?)
    }

    /// What signs and reads tokens here.
    pub fn tokens(&self) -> Result<Tokens, Failure> {
        let secret =
            Secret::in_folder(&self.settings.data_folder).map_err(|error| Failure::message(error.to_string()))?;
        Ok(Tokens::new(&secret))
    }
}

/// A folder among temporary files, which goes with its value.
pub(crate) fn temporary_folder(what_for: &str) -> Result<TempDir, Failure> {
    tempfile::Builder::new()
        .prefix(&format!("passerelle-{what_for}-"))
        .tempdir()
        .map_err(|error| Failure::message(format!("no folder can be made among temporary files: {error}")))
}
