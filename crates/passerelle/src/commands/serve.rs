//! `passerelle serve`: the API over HTTP, with indexes that follow the event log and workers that run jobs.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use ranking::index::IndexError;
use ranking::{FollowError, Indexer, Rankings};
use storage::checkpoint_folder::{CheckpointFolder, CheckpointSchedule, WriteCheckpoint};
use storage::job_runner::{JobRunner, JobWorkers};
use tracing_subscriber::EnvFilter;
use training_harmonisation::SubjectSuggester;
use web::{AppContext, Check, RateLimit, Readiness, RemoveExpiredKeys};

use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;
use crate::progress::Progress;
use crate::{notice, private_files};

/// With less space on the disk of the data folder a server isn't ready: a commit of the index takes about as much.
const LEAST_FREE_BYTES: u64 = 4 << 20;

/// Serves on the address of the settings until the process is stopped.
pub fn run(installation: Installation) -> CommandResult {
    let listener = listen(&installation.settings.server.address)?;
    on(installation, listener)
}

/// Listens on an address.
///
/// # Errors
/// When it isn't HOST:PORT, is in use or can't be opened.
pub fn listen(address: &str) -> Result<TcpListener, Failure> {
    let failure = |reason: String| Failure::message(format!("server.address `{address}`: {reason}"));
    let addresses = address.to_socket_addrs().map_err(|error| failure(format!("expected HOST:PORT ({error})")))?;
    let first: Option<SocketAddr> = addresses.into_iter().next();
    let first = first.ok_or_else(|| failure("no such host".to_owned()))?;
    web::listen(first).map_err(|error| Failure::message(error.to_string()))
}

/// Serves on an open listener.
pub fn on(installation: Installation, listener: TcpListener) -> CommandResult {
    let log = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    // The demonstration may have set a subscriber before it serves.
    let _ = tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).try_init();
    let rankings = installation.rankings()?;
    let indexer = Indexer::new(rankings.clone()).map_err(|error| match error {
        IndexError::Locked => {
            Failure::message("another server uses this data folder; stop it, or give this one its own")
        }
        other => other.into(),
    })?;
    let mut indexer = indexer.with_notice(notice);
    let progress = Progress::open("indexed");
    let caught_up = indexer.catch_up(&mut |changes| progress.more(changes));
    progress.finish();
    match caught_up {
        // Everything else works, the indexer tries again, and the readiness says what is wrong.
        Err(FollowError::Index(error)) => notice(&format!("{error}; serving without it")),
        caught_up => caught_up?,
    }
    let follower =
        indexer.start().map_err(|error| Failure::message(format!("the indexer can't be started: {error}")))?;
    let checkpoints = Arc::new(installation.checkpoints()?);
    let job_workers = start_jobs(&installation, checkpoints.clone())?;
    let readiness = Readiness::start(checks(&installation, &rankings, &job_workers))
        .map_err(|error| Failure::message(format!("the thread of health checks can't be started: {error}")))?;
    let server = installation.settings.server.clone();
    let workers = server.workers;
    let context = AppContext {
        database: installation.database.clone(),
        reference: installation.reference.clone(),
        rankings,
        checkpoints,
        suggester: Arc::new(SubjectSuggester::new(&installation.reference)),
        tokens: installation.tokens()?,
        rate_limit: Arc::new(RateLimit::new(&server)),
        server,
        readiness,
    };
    if let Ok(address) = listener.local_addr() {
        notice(&format!("serving on http://{address}, until Ctrl-C"));
    }
    let served = actix_web::rt::System::new().block_on(async {
        let server = web::serve(context, listener, workers, api::configure)
            .map_err(|error| Failure::message(error.to_string()))?;
        server.await.map_err(|error| Failure::message(format!("the server failed: {error}")))
    });
    drop(follower);
    drop(job_workers);
    served
}

/// What has to be right for the server to be ready.
fn checks(installation: &Installation, rankings: &Arc<Rankings>, job_workers: &JobWorkers) -> Vec<Check> {
    let settings = &installation.settings;
    let max_lag = Duration::from_secs(settings.index.max_lag_seconds);
    let data_folder = settings.data_folder.clone();
    vec![
        Check::writer(rankings.clone()),
        Check::jobs(job_workers.running().clone()),
        Check::index(rankings.clone()),
        Check::indexer(rankings.clone(), max_lag),
        Check::new("disk", move || match private_files::free_bytes(&data_folder) {
            Ok(free) if free < LEAST_FREE_BYTES => vec!["the disk of the data folder is full".to_owned()],
            Ok(_) => Vec::new(),
            Err(_) => vec!["the data folder can't be reached".to_owned()],
        }),
        Check::database(installation.database.clone()),
    ]
}

/// Schedules recurring jobs, and starts the threads that run jobs. Every kind of job stands here.
fn start_jobs(installation: &Installation, checkpoints: Arc<CheckpointFolder>) -> Result<JobWorkers, Failure> {
    RemoveExpiredKeys::schedule(&installation.database)?;
    let mut runner = JobRunner::new(installation.database.clone()).with::<RemoveExpiredKeys>(());
    let minutes = installation.settings.audit.checkpoint_minutes;
    if minutes > 0 {
        WriteCheckpoint::schedule(&installation.database)?;
        let interval = TimeDelta::minutes(minutes.into());
        runner = runner.with::<WriteCheckpoint>(CheckpointSchedule { folder: checkpoints, interval });
    }
    runner
        .start(installation.settings.jobs.workers)
        .map_err(|error| Failure::message(format!("the workers of jobs can't be started: {error}")))
}
