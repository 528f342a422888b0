//! What the name of a module tells (Parse, a module of the same project, a carrier of what others say), and what an
//! address does.
//!
//! What is imported from it is for `meaning`.

use crate::model::catalogue;
use crate::model::facts::{ConstantsAt, Expr};

/// A module that is, or belongs to, the SDK or the server. Crates have names of their own: the crate `parse` is another
/// one.
pub(super) fn is_parse_module(module: &str, constants: ConstantsAt) -> bool {
    match constants {
        ConstantsAt::ErrorClass => catalogue::is_parse_package(module),
        ConstantsAt::CodeEnum => catalogue::is_parse_crate(module),
    }
}

/// A module of the same project: by a path, by a bundler's mark, or below a folder that only projects have.
pub(super) fn is_local_module(module: &str) -> bool {
    const FOLDERS: [&str; 16] = [
        "app",
        "common",
        "components",
        "core",
        "helpers",
        "hooks",
        "lib",
        "models",
        "pages",
        "server",
        "services",
        "shared",
        "src",
        "store",
        "utils",
        "views",
    ];
    let folder = module.split_once('/').map(|(folder, _)| folder);
    module.starts_with(['.', '/', '~', '#'])
        || module.starts_with("@/")
        || matches!(module, "crate" | "self" | "super")
        || folder
            .is_some_and(|folder| FOLDERS.contains(&folder.strip_prefix('@').unwrap_or(folder)))
}

/// The file name of a module path, without its extension.
pub(super) fn stem(module: &str) -> &str {
    let name = module.rsplit('/').next().unwrap_or(module);
    name.strip_suffix(".js")
        .or_else(|| name.strip_suffix(".ts"))
        .unwrap_or(name)
}

/// Libraries that carry what others say: what comes through them is nobody's by itself.
pub(super) fn is_carrier(module: &str) -> bool {
    matches!(
        module,
        "std"
            | "core"
            | "alloc"
            | "serde"
            | "serde_json"
            | "reqwest"
            | "ureq"
            | "surf"
            | "isahc"
            | "axum"
            | "actix_web"
            | "tokio"
            | "futures"
            | "futures_util"
            | "anyhow"
            | "eyre"
            | "color_eyre"
            | "thiserror"
            | "pretty_assertions"
            | "wiremock"
            | "httpmock"
            | "mockito"
    ) || is_frame(module)
}

/// Libraries that call back what they are given, and throw what that throws: frameworks of pages, stores, promises,
/// servers and tests.
fn is_frame(module: &str) -> bool {
    const FRAMES: [&str; 44] = [
        "react",
        "react-dom",
        "preact",
        "vue",
        "vuex",
        "pinia",
        "svelte",
        "rxjs",
        "redux",
        "react-redux",
        "redux-saga",
        "redux-thunk",
        "@reduxjs",
        "@tanstack",
        "react-query",
        "swr",
        "mobx",
        "easy-peasy",
        "zustand",
        "jotai",
        "formik",
        "react-hook-form",
        "@angular",
        "@ionic",
        "next",
        "use-context-selector",
        "p-retry",
        "bluebird",
        "express",
        "express-async-handler",
        "koa",
        "fastify",
        "restify",
        "@hapi",
        "supertest",
        "chai",
        "chai-as-promised",
        "sinon",
        "nock",
        "msw",
        "vitest",
        "@jest",
        "@testing-library",
        "axios-mock-adapter",
    ];
    FRAMES.iter().any(|frame| {
        let rest = module.strip_prefix(frame);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Globals under which other services' libraries are known in browsers.
pub(super) fn is_service(name: &str) -> bool {
    matches!(name, "Stripe" | "axios" | "firebase" | "mongoose")
}

/// Functions and methods that ask the address that is their first argument.
pub(super) fn is_request(callee: &Expr) -> bool {
    matches!(
        callee.last_name(),
        Some(
            "fetch"
                | "axios"
                | "request"
                | "get"
                | "post"
                | "put"
                | "patch"
                | "delete"
                | "head"
                | "ajax"
                | "getJSON"
                | "got"
                | "ky"
                | "superagent"
                | "$http"
        )
    ) || is_maker(callee)
}

/// Methods that make a client of a service, by options with its address and its headers.
pub(super) fn is_maker(callee: &Expr) -> bool {
    matches!(callee, Expr::Member(_, method) if matches!(method.as_str(), "create" | "extend"))
}

/// Clients of HTTP: what a file says of Parse tells whom it asks through them.
pub(super) fn is_http_client(module: &str) -> bool {
    matches!(
        module,
        "axios"
            | "cross-fetch"
            | "got"
            | "isomorphic-fetch"
            | "ky"
            | "needle"
            | "node-fetch"
            | "ofetch"
            | "request"
            | "request-promise"
            | "request-promise-native"
            | "superagent"
            | "undici"
            | "unfetch"
            | "wretch"
    )
}

/// Whether an address is whole, is not this machine's, and shows nothing of Parse.
pub(super) fn is_elsewhere(url: &str) -> bool {
    const OURS: [&str; 9] = [
        "parse",
        "moralis",
        "back4app",
        "sashido",
        "/classes/",
        "/functions/",
        ":1337",
        "localhost",
        "127.0.0.1",
    ];
    let Some((scheme, rest)) = url.split_once("://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    let url = rest.to_ascii_lowercase();
    matches!(scheme, "http" | "https")
        && !host.is_empty()
        && !OURS.iter().any(|mark| url.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for url in [
            "https://api.example.com/v1/users",
            "http://x.example",
            "https://api.stripe.com/",
        ] {
            assert!(is_elsewhere(url), "{url}");
        }
        for url in [
            "/login",
            "https://",
            "https://parseapi.back4app.com/login",
            "https://x.example/parse/login",
            "https://x.example/1/classes/A",
            "http://localhost:8080/x",
            "ftp://x.example",
        ] {
            assert!(!is_elsewhere(url), "{url}");
        }
    }
}
