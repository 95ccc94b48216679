//! The server.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Data, PayloadConfig, ServiceConfig};
use actix_web::{App, Error, HttpServer};

use crate::app_context::AppContext;
use crate::middleware;
use crate::server_settings::ServerSettings;

/// Why the server can't be started.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens on the port.
    #[error("port {} is in use by another program; stop that one, or choose another port", .0.port())]
    InUse(SocketAddr),
    /// The address isn't one of this machine, or the port is reserved for administrators.
    #[error("{address} can't be listened on: {source}; choose another address or port")]
    Address {
        /// The address.
        address: SocketAddr,
        /// The operating system's error.
        source: io::Error,
    },
    /// The threads of the server can't be started.
    #[error("the server can't be started: {0}")]
    Start(#[source] io::Error),
}

/// Listens on an address. With port 0 the operating system chooses the port; the listener has it.
///
/// # Errors
/// When the port is in use or can't be opened.
pub fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::InUse(address),
        _ => ServeError::Address { address, source },
    })
}

fn time_limit(settings: &ServerSettings) -> Duration {
    Duration::from_secs(settings.request_seconds.max(1))
}

/// The application that each thread of the server runs: the routes that `configure` mounts, with the context, the
/// limits and the middleware of every request.
pub fn app(
    context: Data<AppContext>,
    configure: impl Fn(&mut ServiceConfig),
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let time_limit = time_limit(&context.server);
    App::new()
        .app_data(PayloadConfig::new(context.server.body_bytes))
        .app_data(context)
        .wrap(Compress::default())
        .wrap(from_fn(move |request, next| middleware::apply(time_limit, request, next)))
        .configure(configure)
}

/// Serves what `configure` mounts on a listener with `workers` threads, until the future is dropped or stopped through
/// its handle; requests under way are answered first. To be called within an actix runtime.
///
/// # Errors
/// When the threads can't be started.
pub fn serve(
    context: AppContext,
    listener: TcpListener,
    workers: usize,
    configure: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
) -> Result<Server, ServeError> {
    let time_limit = time_limit(&context.server);
    let context = Data::new(context);
    let server = HttpServer::new(move || app(context.clone(), configure.clone()))
        .workers(workers.max(1))
        // A compressed answer leaves in two pieces, and the second would wait for the client's acknowledgement.
        .tcp_nodelay(true)
        .client_request_timeout(time_limit)
        .shutdown_timeout(time_limit.as_secs());
    Ok(server.listen(listener).map_err(ServeError::Start)?.run())
}
