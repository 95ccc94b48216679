//! `/health/ready` of a whole server: with a database that goes away, a disk that takes no writes, and files that others can
//! read.

#![cfg(unix)]

mod test_folder;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use serde_json::Value;
use storage::Backend;
use storage::testing::{Fresh, fresh};
use test_folder::TestFolder;

/// The longest time that a test waits for something.
const DEADLINE: Duration = Duration::from_secs(60);
/// The longest time that a test waits for one answer about the readiness: far less than a request for a connection waits.
const ANSWER: Duration = Duration::from_secs(10);

const VACANCIES: &str = "id,employer,title,title_status,posts,region,single_permit,valid_until,languages
v1,Invented employer,nurse-general-care,licensed,2,BE23,yes,2027-03-31,nl:B2
";

/// A server that runs, and is killed with this value.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts a server on a free port, which takes a failed write of a file for an error and not for a signal.
    fn start(folder: &TestFolder) -> Self {
        let program = folder.command(&["serve"]);
        let mut command = std::process::Command::new("sh");
        command
            .current_dir(folder.path(""))
            .args(["-c", "trap '' XFSZ; exec \"$0\" serve"])
            .arg(program.get_program());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let mut process = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let log = BufReader::new(process.stderr.take().expect("standard error is piped"));
        let (found, address) = mpsc::channel();
        // Reads on after the address, so that the server never waits for a reader of its log.
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                let address = line.strip_prefix("serving on http://").and_then(|rest| rest.split(',').next());
                if let Some(address) = address {
                    let _ = found.send(address.to_owned());
                }
            }
        });
        let address = address.recv_timeout(DEADLINE).expect("the server starts in time");
        Self { process, address }
    }

    /// Status and body of a response to a request without a body.
    fn send(&self, method: &str, path: &str, token: &str) -> io::Result<(u16, String, String)> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(ANSWER))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        let status =
            head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        Ok((status, head.to_ascii_lowercase(), body.to_owned()))
    }

    /// The checks that failed, each with its reason; none when the server is ready.
    fn failed(&self) -> Vec<(String, String)> {
        let (status, _, body) = self.send("GET", "/health/ready", "").expect("an answer in time");
        let body: Value = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
        let failed = body["failed"].as_array().cloned().unwrap_or_default();
        assert_eq!(status, if failed.is_empty() { 200 } else { 503 }, "{body}");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        failed.iter().map(|check| (text(&check["check"]), text(&check["reason"]))).collect()
    }

    /// Waits until the checks that fail are these.
    fn until_failed(&self, checks: &[&str]) -> Vec<(String, String)> {
        let end = Instant::now() + DEADLINE;
        loop {
            let failed = self.failed();
            if failed.iter().map(|(check, _)| check.as_str()).eq(checks.iter().copied()) {
                return failed;
            }
            assert!(Instant::now() < end, "waited too long for {checks:?}: {failed:?}");
            std::thread::yield_now();
        }
    }

    /// Lets the server write files up to this length; what is longer is an error, as on a full disk.
    #[cfg(target_os = "linux")]
    fn limit_files(&self, bytes: Option<u64>) {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let process = Pid::from_child(&self.process);
        prlimit(Some(process), Resource::Fsize, Rlimit { current: bytes, maximum: None }).expect("a limit");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn write_settings(folder: &TestFolder, database: Option<&str>) {
    let url = database.map_or_else(String::new, |url| format!("[database]\nurl = {url:?}\nconnections = 4\n"));
    let data = folder.path("data");
    folder.write(
        "passerelle.toml",
        format!("data_folder = {data:?}\n{url}[server]\naddress = \"127.0.0.1:0\"\nrequests_per_second = 0\n"),
    );
}

/// A way to the server of the tests that can be closed: to the program it looks as if the server was stopped.
struct Gate {
    folder: tempfile::TempDir,
    server: PathBuf,
    streams: Arc<Mutex<Vec<UnixStream>>>,
    /// Whoever holds it keeps everything back: to the program it looks as if the server hung.
    pass: Arc<Mutex<()>>,
}

const SOCKET: &str = ".s.PGSQL.5432";

impl Gate {
    /// A gate, and the URL of a database behind it.
    fn new(database: &Fresh) -> (Self, String) {
        let (before, rest) = database.url().split_once("host=").expect("the server of the tests has a socket");
        let (host, rest) = rest.split_once('&').unwrap_or((rest, ""));
        let server = PathBuf::from(host.replace("%2F", "/")).join(SOCKET);
        let folder = tempfile::Builder::new().prefix("gate").tempdir_in("/tmp").expect("a folder");
        let url = format!("{before}host={}&{rest}", folder.path().display().to_string().replace('/', "%2F"));
        let gate = Self { folder, server, streams: Arc::default(), pass: Arc::default() };
        gate.open();
        (gate, url)
    }

    fn open(&self) {
        let listener = UnixListener::bind(self.folder.path().join(SOCKET)).expect("a socket");
        let (server, streams, pass) = (self.server.clone(), self.streams.clone(), self.pass.clone());
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = UnixStream::connect(&server) else { return };
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (mut from, mut to) = (from.try_clone().expect("a socket"), to.try_clone().expect("a socket"));
                    let pass = pass.clone();
                    std::thread::spawn(move || {
                        let mut bytes = [0; 4096];
                        while let Ok(length @ 1..) = from.read(&mut bytes) {
                            let _pass = pass.lock().expect("the pass");
                            if to.write_all(&bytes[..length]).is_err() {
                                break;
                            }
                        }
                        let _ = to.shutdown(Shutdown::Both);
                    });
                }
                streams.lock().expect("the streams").extend([client, server]);
            }
        });
    }

    fn close(&self) {
        std::fs::remove_file(self.folder.path().join(SOCKET)).expect("the socket");
        for stream in self.streams.lock().expect("the streams").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

#[test]
fn a_server_whose_database_went_away_is_not_ready_until_it_is_back() {
    let database = fresh(Backend::Postgres);
    let (gate, url) = Gate::new(&database);
    let folder = TestFolder::new();
    write_settings(&folder, Some(&url));
    let server = Server::start(&folder);
    assert_eq!(server.failed(), []);
    gate.close();
    for _ in 0..3 {
        let failed = server.failed();
        let of_database: Vec<&(String, String)> = failed.iter().filter(|(check, _)| check == "database").collect();
        assert!(matches!(of_database.as_slice(), [(_, reason)] if reason.contains("can't be reached")), "{failed:?}");
        let (status, ..) = server.send("GET", "/health/live", "").expect("an answer");
        assert_eq!(status, 200, "it lives");
    }
    gate.open();
    server.until_failed(&[]);
}

#[test]
fn a_server_whose_database_hangs_says_so_at_once() {
    let database = fresh(Backend::Postgres);
    let (gate, url) = Gate::new(&database);
    let folder = TestFolder::new();
    write_settings(&folder, Some(&url));
    let server = Server::start(&folder);
    assert_eq!(server.failed(), []);
    {
        let _nothing_passes = gate.pass.lock().expect("the pass");
        for _ in 0..3 {
            let failed = server.failed();
            assert!(failed.iter().any(|(check, _)| check == "database"), "{failed:?}");
        }
    }
    server.until_failed(&[]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_that_cant_write_its_database_is_not_ready_until_it_can() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    folder.write("vacancies.csv", VACANCIES);
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    let server = Server::start(&folder);
    assert_eq!(server.failed(), []);
    server.limit_files(Some(0));
    server.until_failed(&["database"]);
    let (status, ..) = server.send("GET", "/health/live", "").expect("an answer");
    assert_eq!(status, 200);
    server.limit_files(None);
    server.until_failed(&[]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_that_cant_write_its_index_says_so_and_catches_up_when_it_can() {
    let database = fresh(Backend::Postgres);
    let (folder, other) = (TestFolder::new(), TestFolder::new());
    for folder in [&folder, &other] {
        write_settings(folder, Some(database.url()));
    }
    folder.run_ok(&["programme", "create", "ma-be", "--corridor", "ma-be"]);
    let server = Server::start(&folder);
    assert_eq!(server.failed(), []);
    server.limit_files(Some(0));
    // Another server writes to the same database, and this one has to follow.
    other.write("vacancies.csv", VACANCIES);
    other.run_ok(&["import", "vacancies", "vacancies.csv"]);
    let failed = server.until_failed(&["indexer"]);
    assert!(failed[0].1.contains("programme ma-be can't be indexed"), "{failed:?}");
    server.limit_files(None);
    server.until_failed(&[]);
    let token = folder.run_ok(&["token", "--as", "officer"]);
    let (status, _, found) = server.send("GET", "/api/v1/search/vacancies?q=nurse", token.trim()).expect("an answer");
    assert_eq!(status, 200, "{found}");
}

#[test]
fn a_head_request_has_the_length_of_the_body_that_it_leaves_out() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    let server = Server::start(&folder);
    let length = |head: &str| head.lines().find_map(|line| Some(line.strip_prefix("content-length: ")?.to_owned()));
    for path in ["/health/live", "/health/ready", "/api/v1/candidates", "/nowhere"] {
        let (status, head, body) = server.send("GET", path, "").expect("an answer");
        let (of_head, head_of_head, nothing) = server.send("HEAD", path, "").expect("an answer");
        assert_eq!((of_head, nothing.as_str()), (status, ""), "{path}");
        assert_eq!(
            (length(&head_of_head), length(&head)),
            (Some(body.len().to_string()), length(&head_of_head)),
            "{path}"
        );
    }
}

/// The files and folders of a folder that others have rights on, and it itself.
fn open_to_others(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if folder.symlink_metadata().expect("it is there").permissions().mode() & 0o077 != 0 {
        found.push(folder.to_owned());
    }
    if folder.is_dir() {
        let entries = std::fs::read_dir(folder).expect("a folder").flatten();
        found.extend(entries.flat_map(|entry| open_to_others(&entry.path())));
    }
    found
}

#[test]
fn the_files_of_the_program_are_private_and_made_so_when_they_are_not() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    folder.write("vacancies.csv", VACANCIES);
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    folder.run_ok(&["token", "--as", "officer"]);
    let data = folder.path("data");
    assert_eq!(open_to_others(&data), [] as [PathBuf; 0]);
    {
        // While it runs, SQLite has two more files.
        let _server = Server::start(&folder);
        assert!(data.join("passerelle.db-wal").exists());
        assert_eq!(open_to_others(&data), [] as [PathBuf; 0]);
    }
    let loosen = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("rights");
    folder.run_ok(&["audit", "checkpoint"]);
    for path in everything_in(&data) {
        loosen(&path, if path.is_dir() { 0o755 } else { 0o644 });
    }
    let count = open_to_others(&data).len();
    for name in ["passerelle.db", "token-secret", "audit-key", "checkpoints/latest", "index"] {
        assert!(data.join(name).exists(), "{name}");
    }
    let said = folder.run(&["token", "--as", "officer"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let told = format!("and {} more were open to other users: they are private now", count - 1);
    assert!(said.stderr.contains(&told), "{}", said.stderr);
    assert_eq!(open_to_others(&data), [] as [PathBuf; 0]);
    assert_eq!(folder.run(&["token", "--as", "officer"]).stderr, "", "it is said once");
    for path in everything_in(&data) {
        loosen(&path, if path.is_dir() { 0o755 } else { 0o644 });
    }
    let _server = Server::start(&folder);
    assert_eq!(open_to_others(&data), [] as [PathBuf; 0]);
}

/// A folder and all that is in it.
fn everything_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    if folder.is_dir() {
        let entries = std::fs::read_dir(folder).expect("a folder").flatten();
        found.extend(entries.flat_map(|entry| everything_in(&entry.path())));
    }
    found
}

#[test]
fn a_key_and_checkpoints_that_the_settings_name_are_made_private_too() {
    let folder = TestFolder::new();
    let settings = "data_folder = \"data\"\n[audit]\nkeys = [\"keys/one\"]\ncheckpoints = \"signed\"\n";
    folder.write("passerelle.toml", settings);
    std::fs::create_dir(folder.path("keys")).expect("a folder");
    folder.write("vacancies.csv", VACANCIES);
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    folder.run_ok(&["audit", "key", "create"]);
    folder.run_ok(&["audit", "checkpoint"]);
    let loosen = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("rights");
    loosen(&folder.path("keys"), 0o755);
    loosen(&folder.path("keys/one"), 0o644);
    for path in everything_in(&folder.path("signed")) {
        loosen(&path, if path.is_dir() { 0o755 } else { 0o644 });
    }
    folder.run_ok(&["audit", "checkpoint"]);
    assert_eq!(open_to_others(&folder.path("keys/one")), [] as [PathBuf; 0]);
    assert_eq!(open_to_others(&folder.path("signed")), [] as [PathBuf; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_secret_that_others_can_read_and_that_cant_be_made_private_is_refused() {
    let folder = TestFolder::new();
    // The system refuses to change the rights on this file, also to an administrator.
    folder.write("passerelle.toml", "data_folder = \"data\"\n[database]\nurl = \"sqlite:/proc/self/status\"\n");
    let run = folder.run(&["token", "--as", "officer"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("others can read /proc/self/status") && run.stderr.contains("chmod 600"),
        "{}",
        run.stderr
    );
}
