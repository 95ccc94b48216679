//! The server.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, HttpServer, web};

use crate::attend::attend;
use crate::configure::configure;
use crate::shared::{Api, Limits};

/// Why the server can't be started.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("port {} is in use by another program; stop that one, or choose another port", .0.port())]
    InUse(SocketAddr),
    /// The address isn't this machine's, or the port is for administrators.
    #[error("{address} can't be listened on: {source}; choose another address or port")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The threads of the server can't be started.
    #[error("the server can't be started: {0}")]
    Start(#[source] io::Error),
}

/// Takes a port. With port 0 the system chooses one; the listener knows which.
///
/// # Errors
/// When it is in use, or isn't to be had.
pub fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::InUse(address),
        _ => ServeError::Address { address, source },
    })
}

/// How long a request may take.
fn patience(limits: &Limits) -> Duration {
    Duration::from_secs(limits.request_seconds.max(1))
}

/// What one thread of the server runs: what is configured, with what every request gets.
pub fn app(
    limits: Limits,
    configured: impl Fn(&mut web::ServiceConfig),
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let patience = patience(&limits);
    App::new()
        .wrap(Compress::default())
        .wrap(from_fn(move |request, next| attend(patience, request, next)))
        .configure(configured)
}

/// Serves the API on a listener with so many threads, until the future is dropped or told to stop through its
/// handle; requests under way are answered first. To be called within an actix runtime.
///
/// # Errors
/// When the threads can't be started.
pub fn serve(api: Api, listener: TcpListener, workers: usize) -> Result<Server, ServeError> {
    let limits = api.limits;
    let patience = patience(&limits);
    let configured = configure(api);
    let server = HttpServer::new(move || app(limits, configured.clone()));
    let server = server.workers(workers.max(1)).client_request_timeout(patience).shutdown_timeout(patience.as_secs());
    Ok(server.listen(listener).map_err(ServeError::Start)?.run())
}
