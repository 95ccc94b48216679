//! Two servers on one PostgreSQL, each with an index of its own: what is written through one is found through the other,
//! and one that was killed is right again when it is back. Candidates and vacancies are invented.

mod test_folder;

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, mpsc};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use serde_json::{Value, json};
use storage::testing::{Fresh, fresh};
use storage::{Backend, StorageError, events, followers};
use test_folder::TestFolder;

/// The longest time that a test waits for something.
const DEADLINE: Duration = Duration::from_secs(60);

/// The day of rankings.
const DAY: &str = "2026-12-01";

/// A word that all candidates have in their texts.
const WORD: &str = "ouderenzorg";

const VACANCIES: &str = "id,employer,title,title_status,posts,region,single_permit,valid_until,languages
v1,Invented employer,nurse-general-care,documented,2,BE23,yes,2027-03-31,nl:B2
";

/// Waits until a condition holds.
fn until(what: &str, condition: impl Fn() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !condition() {
        assert!(Instant::now() < end, "waited too long until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// An installation of several servers: one database, and a data folder for each server.
struct Cluster {
    database: Fresh,
    first: TestFolder,
    token: String,
}

impl Cluster {
    /// An installation with one programme and one open vacancy.
    fn new() -> Self {
        let (database, first) = (fresh(Backend::Postgres), TestFolder::new());
        write_settings(&first, database.url());
        first.write("vacancies.csv", VACANCIES);
        first.run_ok(&["import", "vacancies", "vacancies.csv"]);
        let token = first.run_ok(&["token", "--as", "officer"]).trim().to_owned();
        Self { database, first, token }
    }

    /// The data folder of another server, which has nothing but the secret of the first one.
    fn another_folder(&self) -> TestFolder {
        let folder = TestFolder::new();
        write_settings(&folder, self.database.url());
        std::fs::create_dir(folder.path("data")).expect("a data folder");
        std::fs::copy(self.first.path("data/token-secret"), folder.path("data/token-secret")).expect("the secret");
        folder
    }

    /// Starts a server on a free port and waits until it serves.
    fn serve(&self, folder: &TestFolder) -> Server {
        let mut process = folder.command(&["serve"]).stderr(Stdio::piped()).spawn().expect("the program starts");
        let log = BufReader::new(process.stderr.take().expect("standard error is piped"));
        let (found, address) = mpsc::channel();
        // Reads on after the address, so that the server never waits for a reader of its log.
        std::thread::spawn(move || {
            let mut read = String::new();
            for line in log.lines().map_while(Result::ok) {
                let address = line.strip_prefix("serving on http://").and_then(|rest| rest.split(',').next());
                match address {
                    Some(address) => drop(found.send(Ok(address.to_owned()))),
                    None => read.push_str(&line),
                }
            }
            let _ = found.send(Err(read));
        });
        let address = address.recv_timeout(DEADLINE).expect("the server starts in time");
        let client = Client { address: address.expect("the server starts"), token: self.token.clone() };
        Server { process, client }
    }

    /// The positions of all followers, and the last one of the event log, in the only programme.
    fn positions(&self) -> (Vec<i64>, i64) {
        let read = self.database.read(|connection| {
            let followers = followers::list(connection)?;
            let last = events::last_position(connection, followers[0].programme)?;
            Ok::<_, StorageError>((followers.iter().map(|follower| follower.position).collect(), last))
        });
        read.expect("positions")
    }
}

fn write_settings(folder: &TestFolder, database: &str) {
    let data = folder.path("data");
    folder.write(
        "passerelle.toml",
        format!(
            "data_folder = {data:?}\n[database]\nurl = {database:?}\nconnections = 4\n\
             [server]\naddress = \"127.0.0.1:0\"\nrequests_per_second = 0\n"
        ),
    );
}

/// A server that runs, and is killed with this value.
struct Server {
    process: Child,
    client: Client,
}

impl Server {
    /// Ends the process without warning (SIGKILL).
    fn kill(&mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed by its test already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A client of one server.
#[derive(Clone)]
struct Client {
    address: String,
    token: String,
}

impl Client {
    /// Sends a request and returns status and body of the response; an error when the server is gone.
    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> io::Result<(u16, Value)> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(DEADLINE))?;
        let body = body.map_or_else(String::new, Value::to_string);
        write!(
            stream,
            "{method} /api/v1{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let broken = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken)?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        Ok((status, serde_json::from_str(body)?))
    }

    /// The body of the response of a server that is there, with its status.
    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let (status, answer) = self.send(method, path, body).expect("an answer");
        assert!(status < 300, "{method} {path}: {status} {answer}");
        (status, answer)
    }

    /// Registers a candidate and returns the identifier, once that is certain.
    fn register(&self, number: usize) -> io::Result<String> {
        let (status, answer) = self.send("POST", "/candidates", Some(&json!({ "profile": nurse(number) })))?;
        assert_eq!(status, 201, "{answer}");
        Ok(answer["id"].as_str().expect("an identifier").to_owned())
    }

    /// The candidates that a search finds in this server's index.
    fn found(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut page = format!("/search/candidates?q={WORD}&language=nl&limit=100");
        loop {
            let (_, answer) = self.ask("GET", &page, None);
            let items = answer["items"].as_array().expect("a list").iter();
            found.extend(items.map(|item| item["id"].as_str().expect("an identifier").to_owned()));
            let Some(next) = answer["next"].as_str() else { return found };
            page = format!("/search/candidates?q={WORD}&language=nl&limit=100&cursor={next}");
        }
    }

    /// The only vacancy.
    fn vacancy(&self) -> String {
        let (_, vacancies) = self.ask("GET", "/vacancies", None);
        vacancies["items"][0]["id"].as_str().expect("the vacancy").to_owned()
    }

    /// Asks for a ranking of a vacancy, with lists of at most this length.
    fn question(&self, vacancy: &str, top: usize) -> io::Result<(u16, Value)> {
        let question = json!({ "as_of": DAY, "top": top, "near_misses": top });
        self.send("POST", &format!("/vacancies/{vacancy}/rankings"), Some(&question))
    }

    /// Makes a ranking of the only vacancy, or gets the one that is there.
    fn rank(&self, top: usize) -> (u16, Value) {
        let (status, answer) = self.question(&self.vacancy(), top).expect("an answer");
        assert!([200, 201].contains(&status), "{status} {answer}");
        (status, answer)
    }
}

/// A nurse; some are ready for the vacancy, others miss it nearly.
fn nurse(number: usize) -> Value {
    let document = json!({ "kind": "diploma", "issuer": "Invented school", "date": "2024-07-15" });
    json!({
        "titles": [{ "title": "nurse-general-care", "status": "documented", "document": document }],
        "lowest_title": "nurse-basic",
        "languages": [{ "language": "nl", "level": if number.is_multiple_of(3) { "A2" } else { "B2" }, "evidence": "tested", "document": document }],
        "regions": ["BE"],
        "settings": "any",
        "experience": { "months": [{ "specialism": "geriatrics", "months": number % 240 }], "complete": true },
        "work_permission": "free",
        "consent": true,
        "text": format!("Verpleegkundige met ervaring in de {WORD}."),
        "text_language": "nl"
    })
}

#[test]
fn what_is_written_through_one_server_is_found_and_ranked_alike_through_the_other() {
    let cluster = Cluster::new();
    let other = cluster.another_folder();
    let (first, second) = (cluster.serve(&cluster.first), cluster.serve(&other));
    let clients = [&first.client, &second.client];
    let registered: BTreeSet<String> =
        (0..6).map(|number| clients[number % 2].register(number).expect("registered")).collect();
    for client in clients {
        until("the index has all candidates", || client.found() == registered);
    }
    let (status, made) = first.client.rank(50);
    assert_eq!((status, made["counts"]["ready"].as_u64()), (201, Some(4)), "{made}");
    let address = format!("/rankings/{}", made["id"].as_str().expect("an identifier"));
    assert_eq!(second.client.ask("GET", &address, None).1, made, "it is read at the other server as it was made");
    let (status, again) = second.client.rank(50);
    assert_eq!((status, &again), (200, &made), "the same question on the same data has one ranking");
    until("both indexes have told that they are at the end of the log", || {
        let (positions, last) = cluster.positions();
        positions == [last, last]
    });
}

#[test]
fn a_server_that_was_killed_during_writes_is_right_again_when_it_is_back() {
    let cluster = Cluster::new();
    let other = cluster.another_folder();
    let first = cluster.serve(&cluster.first);
    let mut second = cluster.serve(&other);
    let numbers = AtomicUsize::new(0);
    let mut registered = BTreeSet::new();
    for _ in 0..2 {
        let is_enough = AtomicBool::new(false);
        // Registers candidates until the server is gone or there are enough; returns those of which it was told.
        let register = |client: &Client| -> Vec<String> {
            let mut told = Vec::new();
            while !is_enough.load(Ordering::SeqCst) && told.len() < 300 {
                match client.register(numbers.fetch_add(1, Ordering::SeqCst)) {
                    Ok(id) => told.push(id),
                    Err(_) => break,
                }
            }
            told
        };
        let client = second.client.clone();
        let before = client.found().len();
        std::thread::scope(|scope| {
            let writers = [scope.spawn(|| register(&first.client)), scope.spawn(|| register(&client))];
            until("its index follows the writes", || client.found().len() > before);
            second.kill();
            is_enough.store(true, Ordering::SeqCst);
            registered.extend(writers.into_iter().flat_map(|writer| writer.join().expect("no panic")));
        });
        assert!(client.register(0).is_err(), "it is gone");
        for _ in 0..5 {
            let number = numbers.fetch_add(1, Ordering::SeqCst);
            registered.insert(first.client.register(number).expect("the first server goes on"));
        }
        second = cluster.serve(&other);
    }
    let (first, second) = (&first.client, &second.client);
    until("both indexes have the same candidates, and all that were registered", || {
        let found = second.found();
        found == first.found() && found.is_superset(&registered)
    });
    // Lists of different lengths are different questions, so that each server answers from its own index.
    let (_, expected) = first.rank(200);
    let third_folder = cluster.another_folder();
    let third = cluster.serve(&third_folder);
    for (client, top) in [(second, 199), (&third.client, 198)] {
        let (status, answer) = client.rank(top);
        assert_eq!(status, 201, "it is this server's own answer");
        assert_eq!(answer["counts"], expected["counts"]);
        assert_eq!(answer["freshness"], expected["freshness"]);
        let listed = |answer: &Value| -> Vec<Value> {
            answer["ranking"].as_array().expect("a list").iter().take(198).cloned().collect()
        };
        assert_eq!(listed(&answer), listed(&expected));
    }
}

#[test]
fn the_same_questions_to_both_servers_at_the_same_moment_have_one_ranking_each() {
    const CLIENTS: usize = 6;
    const ROUNDS: usize = 20;
    let cluster = Cluster::new();
    let other = cluster.another_folder();
    let (first, second) = (cluster.serve(&cluster.first), cluster.serve(&other));
    let id = first.client.register(1).expect("registered");
    for client in [&first.client, &second.client] {
        until("the index has the candidate", || client.found().contains(&id));
    }
    // Each server is asked all questions of a round at once, and writes several records in one transaction.
    let (vacancy, together) = (first.client.vacancy(), Barrier::new(2 * CLIENTS));
    let ask = |client: &Client, number: usize| -> Vec<(usize, io::Result<(u16, Value)>)> {
        let question = |round: usize| {
            let top = round * CLIENTS + (number + round) % CLIENTS;
            together.wait();
            (top, client.question(&vacancy, top))
        };
        (0..ROUNDS).map(question).collect()
    };
    let answers: Vec<_> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..2 * CLIENTS)
            .map(|number| {
                let client = if number < CLIENTS { &first.client } else { &second.client };
                let ask = &ask;
                scope.spawn(move || ask(client, number))
            })
            .collect();
        asked.into_iter().flat_map(|asked| asked.join().expect("no panic")).collect()
    });
    let (mut made, mut rankings) = (0, BTreeSet::new());
    for (top, answer) in answers {
        let (status, answer) = answer.expect("an answer");
        assert!([200, 201].contains(&status), "{top}: {status} {answer}");
        made += usize::from(status == 201);
        rankings.insert((top, answer["id"].as_str().expect("an identifier").to_owned()));
    }
    assert_eq!((made, rankings.len()), (CLIENTS * ROUNDS, CLIENTS * ROUNDS));
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

#[test]
fn servers_share_their_jobs() {
    let cluster = Cluster::new();
    let key = "INSERT INTO idempotency_keys VALUES
        ('installation', 'an-actor', 'a-key', '', 201, '{}', '2020-01-01T00:00:00.000000Z')";
    let inserted = cluster.database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(key)?));
    inserted.expect("a key of years ago");
    let other = cluster.another_folder();
    let _servers = [cluster.serve(&cluster.first), cluster.serve(&other)];
    let count = |rows: &str| -> i64 {
        let query = format!("SELECT count(*) AS count FROM {rows}");
        let read =
            cluster.database.read(|connection| Ok::<Count, StorageError>(sql_query(query).get_result(connection)?));
        read.expect("a number").count
    };
    until("the key is removed", || count("idempotency_keys") == 0);
    let waiting = "jobs WHERE kind = 'remove-expired-idempotency-keys' AND state = 'waiting' AND attempts = 0";
    until("the job waits for its next run", || count(waiting) == 1);
    assert_eq!(count("jobs"), 2, "there is one of each kind for both servers");
}
