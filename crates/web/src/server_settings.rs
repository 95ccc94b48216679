//! The operator's settings of the server.

use serde::{Deserialize, Serialize};

/// How the server listens, and the limits of requests: `[server]` of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port.
    pub address: String,
    /// Number of threads that answer requests.
    pub workers: usize,
    /// The largest body of a request, in bytes.
    pub body_bytes: usize,
    /// The time limit of a request, in seconds.
    pub request_seconds: u64,
    /// Requests per second that one caller, or one address without a valid token, may make in the long run; 0: no
    /// limit.
    pub requests_per_second: u32,
    /// How many of them may come at once.
    pub burst: u32,
}

impl Default for ServerSettings {
    /// Port 8080 of this machine, 2 threads, bodies of 1 MiB, 30 seconds, and 50 requests a second after the first 200.
    fn default() -> Self {
        Self {
            address: "127.0.0.1:8080".to_owned(),
            workers: 2,
            body_bytes: 1 << 20,
            request_seconds: 30,
            requests_per_second: 50,
            burst: 200,
        }
    }
}
