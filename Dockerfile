# parselint in an image of its own: one static binary and nothing else.
#
#   docker build -t parselint .
#   docker run --rm -v "$PWD:/src" parselint check
#   docker run --rm -v "$PWD:/src" --user "$(id -u):$(id -g)" parselint check --fix
#
# There is no git in it, so `--staged` and `--since` are not for it.

# Alpine's Rust builds for musl, and so statically.
FROM rust:1.95.0-alpine3.23 AS build
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY rules rules
RUN cargo build --locked --release --bin parselint

FROM scratch
LABEL org.opencontainers.image.title="parselint" \
      org.opencontainers.image.description="A linter for the error codes of the Parse Platform" \
      org.opencontainers.image.source="https://github.com/parselint/parselint" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY LICENSE-APACHE LICENSE-MIT /licenses/
COPY --from=build /build/target/release/parselint /parselint
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["/parselint"]
