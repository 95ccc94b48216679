//! The rankings of all programmes of an installation: each programme has an index of its own, in a folder of its own, and
//! rules of its own, those of its corridor.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use access::programmes;
use matching::PayGrid;
use matching::rule_configs::RuleConfigs;
use matching::text::Analyser;
use reference_data::ReferenceData;
use storage::Database;
use storage::group_commit::GroupCommit;
use vocabulary::ProgrammeId;

use crate::index::Index;
use crate::programme_rankings::{ProgrammeRankings, RankingError};

/// The rankings of each programme. One value is shared by all requests.
pub struct Rankings {
    database: Database,
    reference: Arc<ReferenceData>,
    analyser: Arc<Analyser>,
    folder: PathBuf,
    pay_grid: PayGrid,
    /// Writes records and audit entries, and commits those that wait together.
    writer: Arc<GroupCommit>,
    /// Those that were used already.
    opened: Mutex<BTreeMap<ProgrammeId, Arc<ProgrammeRankings>>>,
}

impl Rankings {
    /// The rankings of the programmes of a database, with their indexes in a folder.
    ///
    /// # Errors
    /// When the writer of records can't be started.
    pub fn new(
        database: Database,
        reference: Arc<ReferenceData>,
        folder: PathBuf,
    ) -> Result<Self, storage::StorageError> {
        let writer = Arc::new(GroupCommit::start(database.clone())?);
        let analyser = Arc::new(Analyser::new(&reference));
        let pay_grid = PayGrid::default();
        Ok(Self { database, reference, analyser, folder, pay_grid, writer, opened: Mutex::default() })
    }

    /// The same with another grid on which employers' vacancies compare pay.
    pub fn with_pay_grid(self, pay_grid: PayGrid) -> Self {
        Self { pay_grid, ..self }
    }

    /// The rankings of a programme. Its index is opened on first use.
    ///
    /// # Errors
    /// [`RankingError::NoProgramme`], [`RankingError::NoCorridor`], and errors of the index and the database.
    pub fn of(&self, programme: ProgrammeId) -> Result<Arc<ProgrammeRankings>, RankingError> {
        // Held while an index is opened, so that it is opened once.
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rankings) = opened.get(&programme) {
            return Ok(rankings.clone());
        }
        let (found, key) = self.database.read(|connection| {
            let found = programmes::find_by_id(connection, programme)?.ok_or(RankingError::NoProgramme)?;
            Ok::<_, RankingError>((found, programmes::secret_key(connection, programme)?))
        })?;
        let corridor = found.corridor;
        let corridor =
            self.reference.corridor(Some(&corridor)).map_err(|_| RankingError::NoCorridor(corridor.clone()))?;
        let rules = RuleConfigs::new(&self.reference, corridor, self.reference.courses())?;
        let rules = Arc::new(rules.with_pay_grid(self.pay_grid));
        let folder = self.folder.join(programme.to_string());
        let index = Arc::new(Index::open(&folder, rules, self.analyser.clone())?);
        let (database, writer) = (self.database.clone(), self.writer.clone());
        let rankings =
            Arc::new(ProgrammeRankings::new(database, index, (programme, key), corridor.time_zone.clone(), writer));
        opened.insert(programme, rankings.clone());
        Ok(rankings)
    }

    /// The programmes whose rankings were used, for health checks.
    pub fn opened(&self) -> Vec<Arc<ProgrammeRankings>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.folder
    }
}
