//! `passerelle serve`: the API over HTTP, with an index that follows the event log.

use std::net::TcpListener;
use std::sync::Arc;

use matching::rankings::Rankings;

use crate::failure::{Done, Failure};
use crate::indexing::Follower;
use crate::workplace::Workplace;

/// Serves on the address of the settings until it is told to stop.
pub fn run(place: Workplace) -> Done {
    let listener = listen(&place.settings.server.address)?;
    on(place, listener)
}

/// Takes an address, or says why it can't be had.
pub fn listen(address: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::AddrInUse => "it is in use; stop what uses it, or choose another port".to_owned(),
            std::io::ErrorKind::PermissionDenied => "this user may not; choose a port above 1023".to_owned(),
            _ => error.to_string(),
        };
        Failure::said(format!("{address} can't be listened on: {why}"))
    })
}

/// Serves on a listener that is open already.
pub fn on(place: Workplace, listener: TcpListener) -> Done {
    let index = Arc::new(place.index()?);
    let rankings = Arc::new(Rankings::new(place.database.clone(), index.clone())?);
    let _follower = Follower::start(place.database.clone(), index)
        .map_err(|error| Failure::said(format!("the indexer can't be started: {error}")))?;
    let _ = (rankings, listener);
    Ok(())
}
