//! Everything that a command needs, opened as the settings say.

use std::fs;
use std::sync::Arc;

use identity::{Actor, Secret, Tokens, programmes};
use matching::Basis;
use matching::index::Index;
use matching::text::Analyser;
use reference_data::ReferenceData;
use storage::Database;
use vocabulary::ProgrammeId;

use crate::failure::Failure;
use crate::settings::Settings;

/// Settings, configuration and database of one installation.
pub struct Workplace {
    /// The operator's settings.
    pub settings: Settings,
    /// Dated data of laws and people.
    pub reference: Arc<ReferenceData>,
    /// The database, with its schema up to date.
    pub database: Database,
    /// The programme that everything belongs to, until there are several.
    pub programme: ProgrammeId,
}

impl Workplace {
    /// Opens the installation that the settings tell of. The embedded database is made, and brought up to date, on
    /// first use; one on a server is only when `passerelle migrate` says so.
    pub fn open(settings: Settings) -> Result<Self, Failure> {
        let reference = ReferenceData::load(settings.config_folder.as_deref())?;
        Self::open_with(settings, reference)
    }

    /// The same, with configuration that is loaded already.
    pub fn open_with(settings: Settings, reference: ReferenceData) -> Result<Self, Failure> {
        let folder = &settings.data_folder;
        fs::create_dir_all(folder)
            .map_err(|error| Failure::said(format!("the data folder {} can't be made: {error}", folder.display())))?;
        let database = Database::open(&settings.database_url(), settings.database.connections)?;
        match database.kind() {
            storage::Kind::Sqlite => database.migrate().map(|_| ())?,
            storage::Kind::Postgres => database.check_schema()?,
        }
        let programme = programmes::ensure_first_programme(&database, &Actor::operator())?.id;
        Ok(Self { settings, reference: Arc::new(reference), database, programme })
    }

    /// Opens the index.
    pub fn index(&self) -> Result<Index, Failure> {
        let basis = Arc::new(Basis::new(&self.reference, self.reference.courses()));
        let analyser = Arc::new(Analyser::new(&self.reference));
        Ok(Index::open(&self.settings.index_folder(), basis, analyser)?)
    }

    /// What signs and reads tokens here.
    pub fn tokens(&self) -> Result<Tokens, Failure> {
        let secret =
            Secret::in_folder(&self.settings.data_folder).map_err(|error| Failure::said(error.to_string()))?;
        Ok(Tokens::new(&secret))
    }
}
