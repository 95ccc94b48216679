//! Jobs are enqueued with a transaction, claimed by one worker, retried, and finished once with what they write.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex, mpsc};
use std::time::Duration;

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use serde::{Deserialize, Serialize};
use storage::job_runner::JobRunner;
use storage::jobs::{self, ClaimedJob, FIRST_RETRY_DELAY, Finished, Job, JobError, LEASE, RunningJob};
use storage::testing::for_each_database;
use storage::{Database, StorageError, Timestamp};
use vocabulary::{ManualClock, Scope};

/// An hour at which jobs are enqueued.
fn start() -> Timestamp {
    "2026-12-01T09:00:00Z".parse().expect("a timestamp")
}

/// What a greeting does in a test, given the number of the attempt.
type Behaviour = Box<dyn Fn(&Greeting, RunningJob<'_>) -> Result<Finished, JobError> + Send + Sync>;

/// A job that writes its name into the table of greetings, or does what its test wants.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Greeting {
    name: String,
}

impl Job for Greeting {
    const KIND: &'static str = "greet";
    const MAX_ATTEMPTS: u32 = 4;
    type Context = Behaviour;

    fn run(self, behave: &Behaviour, running: RunningJob<'_>) -> Result<Finished, JobError> {
        behave(&self, running)
    }
}

/// A job of another kind.
#[derive(Serialize, Deserialize)]
struct Report {}

impl Job for Report {
    const KIND: &'static str = "report";
    type Context = ();

    fn run(self, (): &(), running: RunningJob<'_>) -> Result<Finished, JobError> {
        running.finish(|_| Ok(()))
    }
}

fn with_greetings(test: impl Fn(&Database, &ManualClock)) {
    for_each_database(|database| {
        let create = |transaction: &mut storage::Transaction<'_>| -> Result<(), StorageError> {
            Ok(transaction.batch_execute("CREATE TABLE greetings (name TEXT NOT NULL)")?)
        };
        database.write(create).expect("a table of this test");
        let clock = ManualClock::at(start().to_string().parse().expect("a timestamp"));
        test(&database.with_clock(clock.clock()), &clock);
    });
}

fn enqueue(database: &Database, name: &str) {
    enqueue_at(database, name, start());
}

fn enqueue_at(database: &Database, name: &str, run_after: Timestamp) {
    let job = Greeting { name: name.to_owned() };
    let enqueued = database.write(|transaction| jobs::enqueue(transaction, Scope::Installation, &job, run_after));
    enqueued.expect("enqueued");
}

fn greet(transaction: &mut storage::Transaction<'_>, name: &str) -> Result<(), JobError> {
    Ok(transaction
        .batch_execute(&format!("INSERT INTO greetings (name) VALUES ('{name}')"))
        .map_err(StorageError::from)?)
}

fn greets() -> Behaviour {
    Box::new(|greeting, running| running.finish(|transaction| greet(transaction, &greeting.name)))
}

fn runner(database: &Database, behaviour: Behaviour) -> JobRunner {
    JobRunner::new(database.clone()).with::<Greeting>(behaviour)
}

fn run_next(runner: &JobRunner) -> bool {
    runner.run_next().expect("the database works")
}

#[derive(QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

fn texts(database: &Database, query: &str) -> Vec<String> {
    let read = database.read(|connection| Ok::<Vec<Text>, StorageError>(sql_query(query).load(connection)?));
    read.expect("rows").into_iter().map(|row| row.text).collect()
}

fn greetings(database: &Database) -> Vec<String> {
    texts(database, "SELECT name AS text FROM greetings ORDER BY name")
}

/// The state and the last error of each job.
fn states(database: &Database) -> Vec<String> {
    texts(database, "SELECT state || ': ' || COALESCE(last_error, '') AS text FROM jobs ORDER BY id")
}

fn claim(database: &Database) -> Option<ClaimedJob> {
    jobs::claim(database, &[Greeting::KIND]).expect("a claim")
}

#[test]
fn a_job_runs_once_with_its_payload_and_leaves_nothing_behind() {
    with_greetings(|database, clock| {
        enqueue(database, "Amal");
        let runner = runner(database, greets());
        assert!(run_next(&runner));
        assert_eq!(greetings(database), ["Amal"]);
        clock.advance(TimeDelta::days(1));
        assert!(!run_next(&runner), "there is no other job");
        assert_eq!(states(database), [""; 0], "its payload is deleted");
    });
}

#[test]
fn a_job_of_a_transaction_that_was_rolled_back_does_not_exist() {
    with_greetings(|database, _| {
        let rolled_back = database.write(|transaction| {
            let job = Greeting { name: "Amal".to_owned() };
            jobs::enqueue(transaction, Scope::Installation, &job, start())?;
            Err::<(), _>(StorageError::Busy)
        });
        assert_eq!(rolled_back, Err(StorageError::Busy));
        assert_eq!(claim(database), None);
    });
}

#[test]
fn a_job_waits_until_it_is_due_and_for_a_worker_that_knows_its_kind() {
    with_greetings(|database, clock| {
        enqueue_at(database, "Amal", start().plus(TimeDelta::minutes(1)));
        let report =
            database.write(|transaction| jobs::enqueue(transaction, Scope::Installation, &Report {}, start()));
        report.expect("enqueued");
        let runner = runner(database, greets());
        assert!(!run_next(&runner), "one isn't due, the other of an unknown kind");
        clock.advance(TimeDelta::minutes(1));
        assert!(run_next(&runner));
        assert!(!run_next(&runner));
        assert_eq!(states(database), ["waiting: "], "the report waits for a server that can make it");
        let knows_both = runner.with::<Report>(());
        assert!(run_next(&knows_both));
        assert_eq!(states(database), [""; 0]);
    });
}

#[test]
fn what_may_pass_is_retried_after_delays_that_double_and_is_dead_after_the_last_attempt() {
    with_greetings(|database, clock| {
        enqueue(database, "Amal");
        let fails = Box::new(|_: &Greeting, running: RunningJob<'_>| -> Result<Finished, JobError> {
            running.write(|transaction| greet(transaction, "attempted"))?;
            running.finish(|transaction| {
                greet(transaction, "never kept")?;
                Err(JobError::Again("the road is closed".to_owned()))
            })
        });
        let runner = runner(database, fails);
        for delay in [1, 2, 4].map(|times| FIRST_RETRY_DELAY * times) {
            assert!(run_next(&runner));
            assert_eq!(states(database), ["waiting: the road is closed"]);
            clock.advance(delay - TimeDelta::seconds(1));
            assert!(!run_next(&runner), "not before {delay}");
            clock.advance(TimeDelta::seconds(1));
        }
        assert!(run_next(&runner), "the last attempt");
        assert_eq!(states(database), ["dead: the road is closed"]);
        clock.advance(TimeDelta::days(9));
        assert!(!run_next(&runner));
        assert_eq!(greetings(database), ["attempted"; 4], "a failed end keeps nothing of what it wrote");
    });
}

#[test]
fn what_can_not_succeed_is_dead_at_once() {
    with_greetings(|database, _| {
        enqueue(database, "Amal");
        let never: Behaviour = Box::new(|_, _| Err(JobError::Never("nobody of this name".to_owned())));
        assert!(run_next(&runner(database, never)));
        assert_eq!(states(database), ["dead: nobody of this name"]);
    });
}

#[test]
fn a_payload_that_can_not_be_read_is_dead_at_once() {
    with_greetings(|database, _| {
        enqueue(database, "Amal");
        let damage = |transaction: &mut storage::Transaction<'_>| -> Result<(), StorageError> {
            Ok(transaction.batch_execute("UPDATE jobs SET payload = '{}'")?)
        };
        database.write(damage).expect("damaged");
        assert!(run_next(&runner(database, greets())));
        let [state] = &states(database)[..] else { panic!("there is one job") };
        assert!(state.starts_with("dead: ") && state.contains("missing field `name`"), "{state}");
    });
}

#[test]
fn a_panic_is_a_failed_attempt() {
    with_greetings(|database, clock| {
        enqueue(database, "Amal");
        let panics: Behaviour = Box::new(|_, running| {
            running.finish(|transaction| {
                greet(transaction, "never kept")?;
                panic!("a mistake of the test's job");
            })
        });
        assert!(run_next(&runner(database, panics)));
        assert_eq!(states(database), ["waiting: it panicked: a mistake of the test's job"]);
        assert_eq!(greetings(database), [""; 0]);
        clock.advance(FIRST_RETRY_DELAY);
        assert!(run_next(&runner(database, greets())));
        assert_eq!(greetings(database), ["Amal"], "another attempt may succeed");
    });
}

#[test]
fn the_job_of_a_worker_that_fell_silent_goes_to_another_and_the_first_writes_nothing_more() {
    with_greetings(|database, clock| {
        enqueue(database, "Amal");
        let (other, time) = (runner(database, greets()), clock.clone());
        // The first worker oversleeps in the middle of its work; meanwhile the other one does the job.
        let oversleeps: Behaviour = Box::new(move |_, running| {
            time.advance(LEASE);
            assert!(run_next(&other), "the lease has ended");
            let part = running.write(|transaction| greet(transaction, "a late part"));
            assert!(matches!(part, Err(JobError::Again(_))), "{part:?}");
            running.finish(|transaction| greet(transaction, "a late end"))
        });
        assert!(run_next(&runner(database, oversleeps)));
        assert_eq!(greetings(database), ["Amal"], "once, and nothing of the late worker");
        assert_eq!(states(database), [""; 0], "the late worker's failure doesn't bring the job back");
    });
}

#[test]
fn a_late_worker_neither_writes_nor_ends_the_attempt_of_another() {
    with_greetings(|database, clock| {
        type End = fn(RunningJob<'_>) -> Result<Finished, JobError>;
        let ends: [End; 4] = [
            |running| running.finish(|transaction| greet(transaction, "a late end")),
            |running| running.repeat(start(), |transaction| greet(transaction, "a late end")),
            |running| {
                running.write(|transaction| greet(transaction, "a late part"))?;
                Err(JobError::Never("it should not get here".to_owned()))
            },
            |_| Err(JobError::Never("too late".to_owned())),
        ];
        for end in ends {
            enqueue(database, "Amal");
            let (all, time) = (database.clone(), clock.clone());
            let oversleeps: Behaviour = Box::new(move |_, running| {
                time.advance(LEASE);
                let other = claim(&all).expect("the lease has ended");
                assert_eq!(other.lease.attempt(), 2);
                end(running)
            });
            assert!(run_next(&runner(database, oversleeps)));
            assert_eq!(greetings(database), [""; 0]);
            assert_eq!(states(database), ["running: "], "the other one still has it");
            clock.advance(LEASE);
            assert!(run_next(&runner(database, Box::new(|_, running| running.finish(|_| Ok(()))))));
        }
    });
}

#[test]
fn a_worker_that_writes_or_extends_keeps_its_job() {
    with_greetings(|database, clock| {
        enqueue(database, "Amal");
        let (other, time) = (runner(database, greets()), clock.clone());
        let long: Behaviour = Box::new(move |greeting, running| {
            for _ in 0..3 {
                time.advance(LEASE - TimeDelta::seconds(1));
                assert!(!run_next(&other), "the job is taken");
                running.extend()?;
            }
            running.finish(|transaction| greet(transaction, &greeting.name))
        });
        assert!(run_next(&runner(database, long)));
        assert_eq!(greetings(database), ["Amal"]);
    });
}

#[test]
fn a_job_whose_workers_all_fall_silent_is_dead() {
    with_greetings(|database, clock| {
        enqueue(database, "Amal");
        for _ in 0..Greeting::MAX_ATTEMPTS {
            claim(database).expect("a job");
            clock.advance(LEASE);
        }
        enqueue_at(database, "Badr", database.now());
        assert!(claim(database).is_some(), "it doesn't stand in the way of the next one");
        let [first, second] = &states(database)[..] else { panic!("there are two jobs") };
        assert!(first.starts_with("dead: its last worker ended"), "{first}");
        assert_eq!(second, "running: ");
    });
}

#[test]
fn a_recurring_job_is_there_once_and_runs_again_at_its_time() {
    with_greetings(|database, clock| {
        let ask = |name: &str| {
            let job = Greeting { name: name.to_owned() };
            database.write(|transaction| jobs::enqueue_recurring(transaction, &job)).expect("enqueued");
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| ask("Amal"));
            }
        });
        assert_eq!(states(database), ["waiting: "], "several servers asked for it, and there is one");
        let hourly: Behaviour = Box::new(|greeting, running| {
            let next = running.now().plus(TimeDelta::hours(1));
            running.repeat(next, |transaction| greet(transaction, &greeting.name))
        });
        let runner = runner(database, hourly);
        for done in 1..=2 {
            assert!(run_next(&runner));
            assert_eq!(greetings(database).len(), done);
            clock.advance(TimeDelta::minutes(59));
            assert!(!run_next(&runner));
            clock.advance(TimeDelta::minutes(1));
        }
        // One that is dead lives again when a server starts.
        let broken: Behaviour = Box::new(|_, _| Err(JobError::Never("out of order".to_owned())));
        assert!(run_next(&JobRunner::new(database.clone()).with::<Greeting>(broken)));
        assert_eq!(states(database), ["dead: out of order"]);
        ask("Badr");
        assert!(run_next(&runner));
        assert_eq!(greetings(database), ["Amal", "Amal", "Badr"]);
    });
}

#[test]
fn many_workers_run_each_job_once() {
    with_greetings(|database, _| {
        let names: Vec<String> = (0..60).map(|number| format!("{number:02}")).collect();
        for name in &names {
            enqueue(database, name);
        }
        let runner = runner(database, greets());
        let together = Barrier::new(6);
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    together.wait();
                    while run_next(&runner) {}
                });
            }
        });
        assert_eq!(greetings(database), names);
        assert_eq!(states(database), [""; 0]);
    });
}

#[test]
fn a_worker_does_not_wait_for_a_job_that_another_one_is_claiming() {
    let database = storage::testing::fresh(storage::Backend::Postgres);
    let database = database.with_clock(ManualClock::at(start().to_string().parse().expect("a timestamp")).clock());
    enqueue(&database, "Amal");
    enqueue(&database, "Badr");
    let (claimed, first) = mpsc::channel();
    std::thread::scope(|scope| {
        let locked = database.write(|transaction| {
            transaction.batch_execute("SELECT * FROM jobs WHERE payload LIKE '%Amal%' FOR UPDATE")?;
            scope.spawn(|| claimed.send(claim(&database)));
            // Without skipping, the claim would wait until this transaction ends.
            Ok::<_, StorageError>(first.recv_timeout(Duration::from_secs(30)))
        });
        let claimed = locked.expect("locked").expect("a claim in time").expect("a job");
        assert!(claimed.payload.contains("Badr"), "{}", claimed.payload);
    });
}

#[test]
fn workers_run_jobs_as_they_come_and_finish_theirs_before_they_stop() {
    with_greetings(|database, _| {
        let (started, has_started) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let (started, may_go_on) = (Mutex::new(started), Mutex::new(may_go_on));
        let waits: Behaviour = Box::new(move |greeting, running| {
            started.lock().expect("no panic").send(()).expect("the test listens");
            may_go_on.lock().expect("no panic").recv().expect("the test goes on");
            running.finish(|transaction| greet(transaction, &greeting.name))
        });
        let workers = runner(database, waits).start(1).expect("a worker");
        enqueue(database, "Amal");
        has_started.recv().expect("the job runs");
        enqueue(database, "Badr");
        let stopped = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                drop(workers);
                stopped.fetch_add(1, Ordering::SeqCst);
            });
            assert_eq!(stopped.load(Ordering::SeqCst), 0, "it waits for its worker");
            go_on.send(()).expect("the job listens");
            // Should the worker take the other job before it sees that it is to stop, that one goes on too.
            let _ = go_on.send(());
        });
        let done = greetings(database);
        assert_eq!(done.first().map(String::as_str), Some("Amal"));
        assert_eq!(states(database).len(), 2 - done.len(), "nothing is half done");
    });
}
