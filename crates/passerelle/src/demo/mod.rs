//! `passerelle demo`: a new installation with invented candidates, vacancies, courses and curricula, which is imported, ranked and
//! served like a real one.

pub mod invented_data;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use access::{Actor, Role};
use candidate_profile::Candidates;
use employer::{Vacancies, Vacancy};
use matching::explanation;
use ranking::{ProgrammeRankings, RankingRequest};
use reference_data::{CorridorProfession, ReferenceData};
use tempfile::TempDir;
use training_harmonisation::{SchoolKind, Years};
use vocabulary::{Clock, Date, TextLanguage};

use crate::command_line::{
    AssessArguments, CompareArguments, DemoArguments, FileKind, ImportArguments, TrainingFormat, TrainingOptions,
};
use crate::commands::{assess, compare, import, serve, token};
use crate::failure::{CommandResult, Failure};
use crate::installation::{Installation, corridor, temporary_folder};
use crate::settings::Settings;
use crate::{answer, ranking_report, training_report};

/// The validity of the tokens of the demonstration, in hours.
const TOKEN_HOURS: i64 = 12;

/// The rate limit of the demonstration, in requests a second for each user: high enough for load tests.
const REQUESTS_PER_SECOND: u32 = 10_000;

/// Sets up the demonstration, prints the ranking of one vacancy of each profession, and serves.
pub fn run(arguments: &DemoArguments, settings: Settings, clock: &Clock) -> CommandResult {
    // The dates of the courses are needed before their folder, with the rest of the configuration, can be loaded.
    let today = corridor(&ReferenceData::built_in()?, None, &settings)?.today(clock);
    let folder = DemoFolder::create(arguments.once)?;
    let settings = Settings {
        data_folder: folder.path.join("data"),
        config_folder: Some(folder.path.join("config")),
        database: crate::settings::DatabaseSettings { url: None, ..settings.database },
        corridor: settings.corridor,
        jobs: settings.jobs,
        index: settings.index,
        audit: crate::settings::AuditSettings { keys: Vec::new(), checkpoints: None, ..settings.audit },
        pay: settings.pay,
        server: web::ServerSettings {
            address: format!("127.0.0.1:{}", arguments.port),
            requests_per_second: REQUESTS_PER_SECOND,
            burst: REQUESTS_PER_SECOND,
            ..settings.server
        },
    };
    folder.write(arguments, &settings, today)?;
    // Bound before the import, so that a port in use is reported at once and not after a minute.
    let listener = if arguments.once { None } else { Some(serve::listen(&settings.server.address)?) };
    let installation = Installation::open(settings, clock.clone())?;
    for (what, file) in [(FileKind::Candidates, "candidates.csv"), (FileKind::Vacancies, "vacancies.csv")] {
        let file = folder.path.join(file);
        import::run(&installation, &ImportArguments::of(what, file))?;
    }
    let rankings = installation.rankings()?.of(installation.programme()?.id)?;
    print_rankings(&installation, &rankings, today, arguments.language.into())?;
    print_training(&installation, &folder.path, arguments, clock)?;
    print_next_steps(&installation, &folder.path, arguments)?;
    drop(rankings);
    match listener {
        Some(listener) => serve::on(installation, listener),
        None => Ok(()),
    }
}

/// The folder of one demonstration.
struct DemoFolder {
    path: PathBuf,
    /// Removes the folder when the demonstration ends; `None` for a folder that is kept.
    _temporary: Option<TempDir>,
}

impl DemoFolder {
    /// Creates a folder, which is removed at the end if it `is_temporary`.
    fn create(is_temporary: bool) -> Result<Self, Failure> {
        let folder = temporary_folder("demo")?;
        let path = folder.path().to_owned();
        fs::create_dir_all(path.join("config").join("courses")).map_err(|error| unwritable(&path, &error))?;
        if is_temporary {
            return Ok(Self { path, _temporary: Some(folder) });
        }
        Ok(Self { path: folder.keep(), _temporary: None })
    }

    /// Writes the files of candidates and vacancies, the courses and the settings.
    fn write(&self, arguments: &DemoArguments, settings: &Settings, today: Date) -> CommandResult {
        let candidates = invented_data::candidates(arguments.seed, arguments.people, today);
        self.write_csv("candidates.csv", candidate_profile::COLUMNS, candidates)?;
        let vacancies = invented_data::vacancies(arguments.seed, arguments.vacancies, today);
        self.write_csv("vacancies.csv", employer::COLUMNS, vacancies)?;
        self.write_text("config/courses/invented.toml", &invented_data::courses(today))?;
        for (name, curriculum) in invented_data::CURRICULA {
            self.write_text(name, curriculum)?;
        }
        let toml = format!(
            "# Settings of a demonstration with invented people.\ndata_folder = {:?}\nconfig_folder = {:?}\n\n[server]\naddress = {:?}\nrequests_per_second = {REQUESTS_PER_SECOND}\nburst = {REQUESTS_PER_SECOND}\n",
            settings.data_folder,
            settings.config_folder.as_deref().unwrap_or(Path::new("config")),
            settings.server.address,
        );
        self.write_text("passerelle.toml", &toml)
    }

    fn write_text(&self, name: &str, text: &str) -> CommandResult {
        let path = self.path.join(name);
        fs::write(&path, text).map_err(|error| unwritable(&path, &error))
    }

    fn write_csv(
        &self,
        name: &str,
        columns: &'static [sheets::Column],
        records: impl Iterator<Item = invented_data::Cells>,
    ) -> CommandResult {
        let path = self.path.join(name);
        let rows = records.map(|cells| {
            let cell = |column: &sheets::Column| {
                cells.iter().find(|(known, _)| *known == column.name).map_or("", |(_, cell)| cell).to_owned()
            };
            columns.iter().map(cell).collect::<Vec<String>>()
        });
        let file = fs::File::create(&path).map_err(|error| unwritable(&path, &error))?;
        sheets::write_csv(io::BufWriter::new(file), columns, rows).map_err(|error| unwritable(&path, &error))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::message(format!("{} can't be written: {error}", path.display()))
}

/// The lengths of the lists of the first ranking, and of those after it.
const FIRST_LISTS: (usize, usize) = (20, 5);
const LATER_LISTS: (usize, usize) = (3, 0);

/// Prints the ranking of one vacancy of each profession with its explanations.
fn print_rankings(
    installation: &Installation,
    rankings: &ProgrammeRankings,
    today: Date,
    language: TextLanguage,
) -> CommandResult {
    let mut out = io::stdout().lock();
    let texts = installation.reference.texts();
    for (position, vacancy) in one_of_each_profession(installation)?.iter().enumerate() {
        let (top, near) = if position == 0 { FIRST_LISTS } else { LATER_LISTS };
        let request = RankingRequest { as_of: today, top, near, with_plans: true };
        let served = rankings.rank(&Actor::operator(), vacancy.id, &request)?;
        let heading = heading(vacancy, installation, language);
        ranking_report::write_table(&mut out, &heading, &served.ranking(), &installation.reference, language)
            .map_err(Failure::Output)?;
        for notice in [ranking_report::INVENTED_COURSES, ranking_report::ADVICE_ONLY] {
            writeln!(out, "{}", texts.format(language, &notice, [])).map_err(Failure::Output)?;
        }
        writeln!(out, "Decision record: {}\n", served.id).map_err(Failure::Output)?;
    }
    Ok(())
}

/// The first open vacancy of each profession of the corridor, as far as there are any.
fn one_of_each_profession(installation: &Installation) -> Result<Vec<Vacancy>, Failure> {
    let corridor = installation.corridor_of(installation.programme()?.id)?;
    let vacancies = open_vacancies(installation, MOST_VACANCIES)?;
    let first_of = |profession: &CorridorProfession| {
        let is_own = |vacancy: &&Vacancy| {
            vacancy.content.title.as_ref().is_some_and(|title| profession.titles.contains(title))
        };
        vacancies.iter().find(is_own).cloned()
    };
    let mut found: Vec<Vacancy> = corridor.professions.iter().filter_map(first_of).collect();
    let position = |vacancy: &Vacancy| vacancies.iter().position(|other| other.id == vacancy.id);
    found.sort_by_key(position);
    Ok(found)
}

/// The vacancies among which one of each profession is looked for.
const MOST_VACANCIES: usize = 1_000;

fn open_vacancies(installation: &Installation, most: usize) -> Result<Vec<Vacancy>, Failure> {
    let filter = employer::VacancyFilter { state: Some(employer::VacancyState::Open), organisation: None };
    let vacancies = Vacancies::new(&installation.database, &installation.reference);
    Ok(vacancies.page(&Actor::operator(), installation.programme()?.id, filter, None, most)?.items)
}

fn first_vacancy(installation: &Installation) -> Result<Vacancy, Failure> {
    let first = open_vacancies(installation, 1)?.into_iter().next();
    first.ok_or_else(|| Failure::message("the demonstration has no vacancy: ask for at least one"))
}

/// Returns a vacancy on one line: reference, title, employer and place of work.
fn heading(vacancy: &Vacancy, installation: &Installation, language: TextLanguage) -> String {
    let content = &vacancy.content;
    let title =
        content.title.as_ref().map(|title| explanation::label(installation.reference.titles(), title, language));
    let region =
        content.region.as_ref().map(|region| installation.reference.regions().name(region, language).to_owned());
    let parts =
        [Some(vacancy.reference.clone()), title, content.employer.clone(), content.municipality.clone().or(region)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Prints the assessment of an invented curriculum, and its comparison with another.
fn print_training(
    installation: &Installation,
    folder: &Path,
    arguments: &DemoArguments,
    clock: &Clock,
) -> CommandResult {
    let texts = installation.reference.texts();
    answer(&texts.format(arguments.language.into(), &training_report::INVENTED_CURRICULA, []))?;
    let curricula: Vec<PathBuf> = invented_data::CURRICULA.iter().map(|(name, _)| folder.join(name)).collect();
    let options = TrainingOptions {
        years: None,
        schooling: Some(Years::new(12)),
        school: SchoolKind::University,
        assume: Vec::new(),
        format: TrainingFormat::Table,
        language: arguments.language,
        config: installation.settings.config_folder.clone(),
    };
    let framework = installation.reference.frameworks().newest_compared();
    let framework = framework.map_err(|error| Failure::message(error.to_string()))?.id.to_string();
    assess::run(
        &AssessArguments {
            curricula: curricula[..1].to_vec(),
            framework: vec![framework.clone()],
            began: None,
            as_of: None,
            corridor: None,
            options: options.clone(),
        },
        &installation.settings,
        clock,
    )?;
    compare::run(&CompareArguments { curricula, framework: Some(framework), options }, &installation.settings)?;
    answer("")
}

/// Prints a token for each role and the next steps.
fn print_next_steps(installation: &Installation, folder: &Path, arguments: &DemoArguments) -> CommandResult {
    let programme = installation.programme()?.id;
    let vacancy = first_vacancy(installation)?;
    let candidates = Candidates::new(&installation.database, &installation.reference);
    let page = candidates.page(&Actor::operator(), installation.programme()?.id, None, 1)?;
    let candidate = page.items.first().map(|candidate| candidate.id);
    let settings = folder.join("passerelle.toml");
    let settings = settings.display();
    if arguments.once {
        return answer("Run `passerelle demo` without --once to serve this over HTTP, with tokens to try it.");
    }
    answer("Tokens, good for twelve hours:")?;
    let employer = Some(vacancy.organisation);
    let roles = [
        (Role::Candidate, None, candidate),
        (Role::Recruiter, employer, None),
        (Role::Officer, None, None),
        (Role::ProgrammeManager, None, None),
        (Role::Auditor, None, None),
        (Role::Administrator, None, None),
    ];
    let mut recruiter = String::new();
    for (role, organisation, candidate) in roles {
        if role == Role::Candidate && candidate.is_none() {
            continue;
        }
        let token = token::issue(installation, programme, role, organisation, candidate, TOKEN_HOURS)?;
        answer(&format!("  {:<18} {token}", role.word()))?;
        if role == Role::Recruiter {
            recruiter = token;
        }
    }
    let base = format!("http://127.0.0.1:{}/api/v1", arguments.port);
    let lines = [
        String::new(),
        "What to try next:".to_owned(),
        format!("  {base}/docs  (the API, to read)"),
        format!(
            "  curl -H 'Authorization: Bearer {recruiter}' --json '{{}}' {base}/vacancies/{}/rankings",
            vacancy.id
        ),
        format!("  passerelle --settings {settings} audit verify"),
        format!("  passerelle assess {}/school-in-morocco.csv --began 2024-09-16 --language fr", folder.display()),
        format!(
            "  passerelle rank --candidates {0}/candidates.csv --vacancies {0}/vacancies.csv --courses {0}/config/courses",
            folder.display()
        ),
        String::new(),
    ];
    lines.iter().try_for_each(|line| answer(line))
}
