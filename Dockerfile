# syntax=docker/dockerfile:1

# The program in an image: built from this folder, run by a user without rights, with its data in /data.
#
#   docker build -t passerelle .
#   docker run --rm -p 8080:8080 -v passerelle:/data passerelle

FROM rust:1.95-slim-bookworm AS build
# libpq and SQLite are built from source with the program; OpenSSL, for encrypted connections to PostgreSQL, is
# Debian's, so that its security updates reach us with the base image.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libssl-dev make pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Cargo.toml Cargo.lock ./
COPY config config
COPY migrations migrations
COPY crates crates
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked -p passerelle --features server-tls \
    && install -D target/release/passerelle /out/passerelle

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Passerelle" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin passerelle \
    && install -d -o passerelle -g passerelle -m 700 /data
COPY --from=build /out/passerelle /usr/local/bin/passerelle
ENV PASSERELLE__DATA_FOLDER=/data \
    PASSERELLE__SERVER__ADDRESS=0.0.0.0:8080
USER passerelle
WORKDIR /data
VOLUME /data
EXPOSE 8080
# The image holds no HTTP client; bash can ask as much by itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r -u 3 _ status _ && [[ $status == 200 ]]"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["passerelle"]
CMD ["serve"]
