//! An installation: settings, configuration, database and index.

use std::sync::Arc;

use access::organisations::OrganisationKind;
use access::{AccessError, Actor, Programme, Secret, Tokens, programmes};
use ranking::Rankings;
use reference_data::{Corridor, ReferenceData};
use storage::{Database, StorageError};
use tempfile::TempDir;
use vocabulary::{Clock, ProgrammeId, TextLanguage};

use crate::commands::organisation::named_organisation;
use crate::failure::Failure;
use crate::settings::{DatabaseSettings, Settings};
use crate::{notice, private_files};

/// The settings, configuration and database of one installation.
pub struct Installation {
    /// The settings.
    pub settings: Settings,
    /// The configuration.
    pub reference: Arc<ReferenceData>,
    /// The database, with its schema up to date.
    pub database: Database,
    /// The code of the programme that a command is about; without one the only programme.
    programme_code: Option<String>,
    /// The data folder of a trial, which is deleted with this value.
    _temporary: Option<TempDir>,
}

impl Installation {
    /// Opens an installation. An embedded database is created on first use and migrated; a database on a server is
    /// migrated by `passerelle migrate` alone.
    ///
    /// # Errors
    /// When configuration or database can't be opened.
    pub fn open(settings: Settings, clock: Clock) -> Result<Self, Failure> {
        let reference = ReferenceData::load(settings.config_folder.as_deref())?;
        Self::open_with(settings, reference, clock)
    }

    /// The installation, for a command about the programme with this code.
    pub fn with_programme(self, code: Option<String>) -> Self {
        Self { programme_code: code, ..self }
    }

    /// Opens an installation that exists, so that a command that only reads doesn't create an empty one in a wrong folder.
    ///
    /// # Errors
    /// When there is no database, and those of [`Installation::open`].
    pub fn open_existing(settings: Settings, clock: Clock) -> Result<Self, Failure> {
        check_exists(&settings)?;
        Self::open(settings, clock)
    }

    /// Opens an installation for a trial that writes nothing. Without a database it uses a temporary one.
    ///
    /// # Errors
    /// Those of [`Installation::open`].
    pub fn open_to_try(settings: Settings, clock: Clock) -> Result<Self, Failure> {
        if Database::exists(&settings.database_url())? {
            return Self::open(settings, clock);
        }
        let temporary = temporary_folder("try")?;
        let database = DatabaseSettings { url: None, ..settings.database };
        let settings = Settings { data_folder: temporary.path().to_owned(), database, ..settings };
        let installation = Self::open(settings, clock)?;
        Ok(Self { _temporary: Some(temporary), ..installation })
    }

    /// Opens an installation with a configuration.
    ///
    /// # Errors
    /// When the data folder can't be created, others can read the database or the secret and that can't be changed, or the
    /// database can't be opened.
    pub fn open_with(settings: Settings, reference: ReferenceData, clock: Clock) -> Result<Self, Failure> {
        warn_of_a_missing_database(&settings)?;
        private_files::tighten(&settings, notice)?;
        let opened = Database::open(&settings.database_url(), settings.database.connections, clock);
        let ready = opened.and_then(|database| {
            match database.kind() {
                storage::Backend::Sqlite => database.migrate().map(|_| ())?,
                storage::Backend::Postgres => database.check_schema()?,
            }
            Ok(database)
        });
        let database = ready.map_err(|error| as_it_is_opened(&settings, error))?;
        Ok(Self { settings, reference: Arc::new(reference), database, programme_code: None, _temporary: None })
    }

    /// Whether the command names a programme.
    pub(crate) fn names_programme(&self) -> bool {
        self.programme_code.is_some()
    }

    /// The operator, acting for an organisation of the programme, of one of these kinds, if one is named.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn operator_for(&self, organisation: Option<&str>, kinds: &[OrganisationKind]) -> Result<Actor, Failure> {
        let operator = Actor::operator();
        Ok(match organisation {
            Some(name) => {
                let programme = self.programme()?.id;
                operator.for_organisation(named_organisation(self, programme, kinds, name)?.id)
            }
            None => operator,
        })
    }

    /// The programme that a command is about: the one that it names, else the only one. An installation without any gets
    /// one of the corridor of its settings, else of the only corridor.
    ///
    /// # Errors
    /// When there is no such programme, or several and none is named; the message has their codes.
    pub fn programme(&self) -> Result<Programme, Failure> {
        let all = self.database.read(programmes::list)?;
        let codes = all.iter().map(|programme| programme.code.as_str()).collect::<Vec<_>>().join(", ");
        match (self.programme_code.as_deref(), all.as_slice()) {
            (None, []) => self.create_first_programme(),
            (None, [only]) => Ok(only.clone()),
            (None, _) => {
                Err(Failure::message(format!("there are several programmes; add --programme with one of {codes}")))
            }
            (Some(code), _) => all.iter().find(|programme| programme.code == code).cloned().ok_or_else(|| {
                let known = if codes.is_empty() {
                    "`passerelle programme create` sets one up".to_owned()
                } else {
                    format!("there are: {codes}")
                };
                Failure::message(format!("there is no programme `{code}`; {known}"))
            }),
        }
    }

    /// The corridor of a programme.
    ///
    /// # Errors
    /// When the configuration lacks it, and those of the database.
    pub fn corridor_of(&self, programme: ProgrammeId) -> Result<&Corridor, Failure> {
        Ok(self.database.read(|connection| programmes::corridor(connection, &self.reference, programme))?)
    }

    fn create_first_programme(&self) -> Result<Programme, Failure> {
        let corridor = corridor(&self.reference, None, &self.settings)?;
        let code = corridor.code.as_str();
        let created =
            programmes::create(&self.database, &Actor::operator(), code, code, corridor.label.get(TextLanguage::En));
        match created {
            // Another process created it meanwhile.
            Err(AccessError::Storage(error)) if error.is_unique_violation_of("programmes_code") => {
                let found = self.database.read(|connection| programmes::find(connection, code))?;
                Ok(found.ok_or(error)?)
            }
            created => Ok(created?),
        }
    }

    /// The rankings of all programmes.
    ///
    /// # Errors
    /// When the writer of records can't be started.
    pub fn rankings(&self) -> Result<Arc<Rankings>, Failure> {
        let folder = self.settings.index_folder();
        let rankings = Rankings::new(self.database.clone(), self.reference.clone(), folder)?;
        Ok(Arc::new(rankings.with_pay_grid(self.settings.pay.grid)))
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

/// The corridor that a command names, else that of the settings, else the only one of the configuration.
///
/// # Errors
/// When there is no such corridor, or there are several to choose from; the message has their codes.
pub(crate) fn corridor<'a>(
    reference: &'a ReferenceData,
    named: Option<&str>,
    settings: &Settings,
) -> Result<&'a Corridor, Failure> {
    let found = reference.corridor(named.or(settings.corridor.as_deref()));
    found.map_err(|error| match named {
        Some(_) => Failure::message(format!("--corridor {error}")),
        None => Failure::message(format!("{error}; name one with --corridor, or as `corridor` in the settings")),
    })
}

/// A temporary folder, which is deleted with the value.
pub(crate) fn temporary_folder(purpose: &str) -> Result<TempDir, Failure> {
    tempfile::Builder::new()
        .prefix(&format!("passerelle-{purpose}-"))
        .tempdir()
        .map_err(|error| Failure::message(format!("no folder can be made among temporary files: {error}")))
}

/// An error as a database is opened. SQLite needs some space beside the database for that, and calls a full disk an I/O error.
fn as_it_is_opened(settings: &Settings, error: StorageError) -> StorageError {
    const LEAST_FREE_BYTES: u64 = 64 << 10;
    let is_full = matches!(&error, StorageError::Other(said) if said.contains("disk I/O error"))
        && private_files::free_bytes(&settings.data_folder).is_ok_and(|free| free < LEAST_FREE_BYTES);
    if is_full { StorageError::DiskFull } else { error }
}

/// Says loudly that a new, empty database is made beside what belongs to another one: somebody lost it, or named a wrong one.
fn warn_of_a_missing_database(settings: &Settings) -> Result<(), Failure> {
    if Database::exists(&settings.database_url())? {
        return Ok(());
    }
    let belonging = [settings.data_folder.join(Secret::FILE), settings.checkpoint_folder(), settings.index_folder()];
    let belonging = belonging.into_iter().chain(settings.audit_keys()).filter(|path| path.exists());
    let found: Vec<String> = belonging.map(|path| path.display().to_string()).collect();
    if !found.is_empty() {
        notice(&format!(
            "WARNING: there is no database at {}, so a new and empty one is made. What belongs to another one is here: {}. If a \
             database was lost or the settings name a wrong one, stop, put it back and start again",
            settings.database_url(),
            found.join(", ")
        ));
    }
    Ok(())
}

/// Refuses settings whose database isn't there.
///
/// # Errors
/// When there is no database.
pub fn check_exists(settings: &Settings) -> Result<(), Failure> {
    if Database::exists(&settings.database_url())? {
        return Ok(());
    }
    Err(Failure::message(format!(
        "there is no database yet ({}); `passerelle import` creates one, or --settings names another",
        settings.database_url()
    )))
}
