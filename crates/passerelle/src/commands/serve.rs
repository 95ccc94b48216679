//! `passerelle serve`: the API over HTTP, with an index that follows the event log.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;

use api::{Api, Limits};
use chrono::Utc;
use matching::rankings::Rankings;
use tracing_subscriber::EnvFilter;

use crate::failure::{Done, Failure};
use crate::indexing::{Follower, IndexingError};
use crate::progress::Progress;
use crate::workplace::Workplace;
use crate::{indexing, notice};

/// Serves on the address of the settings until it is told to stop.
pub fn run(place: Workplace) -> Done {
    let listener = listen(&place.settings.server.address)?;
    on(place, listener)
}

/// Takes an address, or says why it can't be had.
pub fn listen(address: &str) -> Result<TcpListener, Failure> {
    let wrong = |why: String| Failure::said(format!("server.address `{address}`: {why}"));
    let addresses = address.to_socket_addrs().map_err(|error| wrong(format!("expected HOST:PORT ({error})")))?;
    let first: Option<SocketAddr> = addresses.into_iter().next();
    let first = first.ok_or_else(|| wrong("no such host".to_owned()))?;
    api::listen(first).map_err(|error| Failure::said(error.to_string()))
}

/// Serves on a listener that is open already.
pub fn on(place: Workplace, listener: TcpListener) -> Done {
    let log = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    // A demonstration that serves after it printed may have set this up already.
    let _ = tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).try_init();
    let index = Arc::new(place.index()?);
    let progress = Progress::open("indexed");
    match indexing::catch_up(&place.database, &index, &mut |changes| progress.more(changes)) {
        Err(IndexingError::Index(matching::index::IndexError::Locked)) => {
            return Err(Failure::said("another server works in this data folder; stop it, or give this one its own"));
        }
        other => other?,
    };
    progress.finish();
    let follower = Follower::start(place.database.clone(), index.clone())
        .map_err(|error| Failure::said(format!("the indexer can't be started: {error}")))?;
    let server = &place.settings.server;
    let api = Api {
        database: place.database.clone(),
        reference: place.reference.clone(),
        rankings: Arc::new(Rankings::new(place.database.clone(), index, place.programme)?),
        tokens: place.tokens()?,
        limits: Limits {
            body_bytes: server.body_bytes,
            request_seconds: server.request_seconds,
            requests_per_second: u64::from(server.requests_per_second),
            burst: server.burst,
        },
        clock: Utc::now,
    };
    if let Ok(address) = listener.local_addr() {
        notice(&format!("serving on http://{address}, until Ctrl-C"));
    }
    let served = actix_web::rt::System::new().block_on(async {
        let server = api::serve(api, listener, server.workers).map_err(|error| Failure::said(error.to_string()))?;
        server.await.map_err(|error| Failure::said(format!("the server broke off: {error}")))
    });
    drop(follower);
    served
}
