//! `passerelle check-config`: validates settings and configuration.

use std::path::Path;

use matching::RuleConfigs;
use reference_data::ReferenceData;

use crate::answer;
use crate::failure::{CommandResult, Failure};
use crate::settings::Settings;

/// Reads settings and configuration, and reports all problems with file, key and reason.
pub fn run(settings: Result<Settings, Failure>, folder: Option<&Path>) -> CommandResult {
    let folder_of = |settings: &Settings| folder.map(Path::to_owned).or_else(|| settings.config_folder.clone());
    let loaded = match (&settings, folder) {
        (Ok(settings), _) => ReferenceData::load(folder_of(settings).as_deref()),
        (Err(_), folder) => ReferenceData::load(folder),
    };
    let (_, reference) = Failure::both(settings, loaded.map_err(Failure::from))?;
    for corridor in reference.corridors() {
        RuleConfigs::new(&reference, corridor, reference.courses())?;
    }
    answer(&format!(
        "configuration {} is right: {} corridors, {} professions with {} titles, {} specialisms, {} destinations, {} courses",
        reference.version(),
        reference.corridors().len(),
        reference.professions().len(),
        reference.titles().entries().len(),
        reference.specialisms().entries().len(),
        reference.destinations().len(),
        reference.courses().len(),
    ))
}
