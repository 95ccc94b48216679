use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use crate::fixture::on_each_database;

#[test]
fn a_port_in_use_is_reported_in_a_sentence() {
    let anywhere: SocketAddr = "127.0.0.1:0".parse().expect("an address");
    let taken = web::listen(anywhere).expect("a port");
    let address = taken.local_addr().expect("its address");
    let error = web::listen(address).expect_err("it is taken").to_string();
    assert_eq!(
        error,
        format!("port {} is in use by another program; stop that one, or choose another port", address.port())
    );
    let elsewhere: SocketAddr = "192.0.2.1:0".parse().expect("an address");
    assert!(matches!(web::listen(elsewhere), Err(web::ServeError::Address { .. })));
}

#[test]
fn a_server_answers_on_its_port_until_it_is_stopped() {
    on_each_database(async |fixture| {
        let listener = web::listen("127.0.0.1:0".parse().expect("an address")).expect("a port");
        let address = listener.local_addr().expect("its address");
        let server = web::serve(fixture.context.clone(), listener, 1, api::configure).expect("a server");
        let handle = server.handle();
        let running = actix_web::rt::spawn(server);
        let asked = actix_web::rt::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).expect("a connection");
            let request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            stream.write_all(request.as_bytes()).expect("a request");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("an answer");
            answer
        });
        let answer = asked.await.expect("a response");
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains(r#"{"status":"live"}"#), "{answer}");
        handle.stop(true).await;
        running.await.expect("it ran").expect("and ended well");
    });
}
