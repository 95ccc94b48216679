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

use crate::indexer_status::IndexerStatus;
use crate::programme_index::ProgrammeIndex;
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
    indexer: IndexerStatus,
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
        Ok(Self {
            database,
            reference,
            analyser,
            folder,
            pay_grid: PayGrid::default(),
            writer,
            opened: Mutex::default(),
            indexer: IndexerStatus::default(),
        })
    }

    /// The same with another grid on which employers' vacancies compare pay.
    pub fn with_pay_grid(self, pay_grid: PayGrid) -> Self {
        Self { pay_grid, ..self }
    }

    /// The rankings of a programme. Its index is opened when it is first used.
    ///
    /// # Errors
    /// [`RankingError::NoProgramme`], [`RankingError::NoCorridor`], and errors of the database.
    pub fn of(&self, programme: ProgrammeId) -> Result<Arc<ProgrammeRankings>, RankingError> {
        // Held while it is made, so that each programme has one value and one open index.
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rankings) = opened.get(&programme) {
            return Ok(rankings.clone());
        }
        let (found, key) = self.database.read(|connection| {
            let found = programmes::find_by_id(connection, programme)?.ok_or(RankingError::NoProgramme)?;
            Ok::<_, RankingError>((found, programmes::secret_key(connection, programme)?))
        })?;
        let corridor = self.reference.corridor(Some(&found.corridor));
        let corridor = corridor.map_err(|_| RankingError::NoCorridor(found.corridor.clone()))?;
        let rules = RuleConfigs::new(&self.reference, corridor, self.reference.courses())?;
        let rules = Arc::new(rules.with_pay_grid(self.pay_grid));
        let folder = self.folder.join(programme.to_string());
        let (database, writer) = (self.database.clone(), self.writer.clone());
        let index = ProgrammeIndex::new(programme, database.clone(), folder, rules, self.analyser.clone());
        let zone = corridor.time_zone.clone();
        let rankings = Arc::new(ProgrammeRankings::new(database, index, (found, key), zone, writer));
        opened.insert(programme, rankings.clone());
        Ok(rankings)
    }

    /// The rankings of the programmes that were used.
    pub fn opened(&self) -> Vec<Arc<ProgrammeRankings>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// What the indexer is doing.
    pub fn indexer(&self) -> &IndexerStatus {
        &self.indexer
    }

    /// Whether records and audit entries can be written: whether their thread runs.
    pub fn has_writer(&self) -> bool {
        self.writer.is_running()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.folder
    }
}
