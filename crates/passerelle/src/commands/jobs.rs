//! `passerelle jobs`: background jobs, for the operator.

use access::{Actor, Permission, Subject};
use serde_json::json;
use storage::jobs::JobCounts;
use storage::{StorageError, audit, jobs};
use uuid::Uuid;

use crate::answer;
use crate::command_line::JobsCommand;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;

/// The most dead jobs, and jobs that failed, that are listed.
const LISTED: usize = 100;

/// Runs a subcommand of `jobs`.
pub fn run(installation: &Installation, command: JobsCommand) -> CommandResult {
    let operator = Actor::operator();
    operator
        .may(Permission::ManageJobs, &Subject::INSTALLATION)
        .map_err(|error| Failure::message(error.to_string()))?;
    match command {
        JobsCommand::List => list(installation),
        JobsCommand::Retry { job } => retry(installation, &operator, job),
    }
}

fn list(installation: &Installation) -> CommandResult {
    let (JobCounts { waiting, running, dead }, failing, listed) = installation.database.read(|connection| {
        let (failing, dead) = (jobs::failing(connection, LISTED)?, jobs::dead(connection, LISTED)?);
        Ok::<_, StorageError>((jobs::counts(connection)?, failing, dead))
    })?;
    answer(&format!("{waiting} waiting, {running} running, {dead} dead"))?;
    for jobs::FailingJob { id, kind, reason, next_run } in &failing {
        answer(&format!("{id}  {kind}  failed, tried again at {next_run}  {reason}"))?;
    }
    listed.iter().try_for_each(|job| {
        let jobs::DeadJob { id, kind, attempts, reason, died_at, .. } = job;
        answer(&format!("{id}  {kind}  dead since {died_at}, attempts: {attempts}  {reason}"))
    })
}

fn retry(installation: &Installation, operator: &Actor, job: Uuid) -> CommandResult {
    installation.database.write(|transaction| {
        let scope = jobs::retry(transaction, job)?;
        let entry = operator.audit_entry(Permission::ManageJobs, scope, "job", Some(job), json!({}));
        audit::append(transaction, &[entry])
    })?;
    answer(&format!("job {job} waits for a worker"))
}
