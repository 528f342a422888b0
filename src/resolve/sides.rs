//! Which end of the wire a file is: Cloud Code and servers make codes for clients.
//!
//! What a file says of itself counts before its package and its folder do: many packages hold a server and its pages.

use crate::model::catalogue;
use crate::model::contract::Side;
use crate::model::facts::{Call, Expr, Facts};
use crate::model::resolved::Package;

/// Modules and crates of servers; what stands below them counts as well.
const SERVERS: [&str; 17] = [
    "parse/node",
    "parse-server",
    "express",
    "fastify",
    "koa",
    "@hapi/hapi",
    "@nestjs/common",
    "parse_rust_server",
    "actix_web",
    "axum",
    "hyper",
    "poem",
    "rocket",
    "salvo",
    "tide",
    "tower_http",
    "warp",
];

/// What a package depends on that is a server with Parse's codes.
const SERVED_BY: [&str; 2] = ["parse-server", "parse-rust-server"];

/// Methods of `Parse.Cloud` that clients call, too.
const CALLED_BY_CLIENTS: [&str; 4] = ["run", "startJob", "getJobsData", "getJobStatus"];

/// `path` is relative and has `/`.
pub fn side(path: &str, facts: &Facts, package: Option<&Package>) -> Side {
    let behind = |module: &String| match package {
        Some(package) => package.behind(module).to_owned(),
        None => module.clone(),
    };
    let modules: Vec<String> = facts.modules.iter().map(behind).collect();
    let serves = modules.iter().any(|module| is_server(module));
    if serves || facts.calls.iter().any(is_cloud_code) {
        return Side::Server;
    }
    let asks = |module: &String| catalogue::is_parse_package(module);
    if modules.iter().any(asks) {
        return Side::Client;
    }
    let served = SERVED_BY.into_iter();
    let served = package.is_some_and(|package| served.into_iter().any(|it| package.depends_on(it)));
    let mut folders = path.rsplit('/').skip(1);
    match served || folders.any(|folder| folder == "cloud") {
        true => Side::Server,
        false => Side::Client,
    }
}

fn is_server(module: &str) -> bool {
    SERVERS.into_iter().any(|server| {
        let rest = module.strip_prefix(server);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// `Parse.Cloud.define(..)` and its like.
fn is_cloud_code(call: &Call) -> bool {
    match &call.callee {
        Expr::Member(cloud, method) => {
            cloud.last_name() == Some("Cloud") && !CALLED_BY_CLIENTS.contains(&method.as_str())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;
    use crate::model::source::SourceFile;

    fn side_of(path: &str, text: &str, dependencies: &[&str]) -> Side {
        let file = SourceFile::new(path, text);
        let language = lang::of(path.as_ref()).expect("a language");
        let package = Package {
            dependencies: dependencies.iter().map(|name| name.to_string()).collect(),
            ..Package::default()
        };
        side(path, &language.facts(&file), Some(&package))
    }

    #[test]
    fn a_file_says_itself_what_it_is() {
        for (path, text) in [
            ("a.js", "Parse.Cloud.define('a', () => {});"),
            ("a.js", "Parse.Cloud.beforeSave('A', f);"),
            ("a.ts", "import Parse from 'parse/node';"),
            ("a.ts", "import { ParseServer } from 'parse-server';"),
            ("a.js", "const app = require('express')();"),
            ("a.rs", "use axum::Router;"),
            ("a.rs", "use parse_rust_server::Server;"),
        ] {
            assert_eq!(side_of(path, text, &[]), Side::Server, "{text}");
        }
        for (path, text) in [
            ("a.ts", "import Parse from 'parse'; Parse.Cloud.run('a');"),
            ("a.js", "import Parse from 'parse/react-native';"),
            ("a.rs", "use parse_rs::Parse;"),
        ] {
            assert_eq!(
                side_of(path, text, &["parse-server"]),
                Side::Client,
                "{text}"
            );
        }
    }

    #[test]
    fn else_its_package_and_its_folder_tell() {
        let text = "export const f = error => error.code === 9001;";
        assert_eq!(side_of("src/a.js", text, &["parse"]), Side::Client);
        assert_eq!(side_of("src/a.js", text, &["parse-server"]), Side::Server);
        assert_eq!(side_of("app/cloud/a.js", text, &["parse"]), Side::Server);
    }
}
