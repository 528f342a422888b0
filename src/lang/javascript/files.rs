//! Where the file of an imported module may be: beside the importing file, or below the folder that a bundler's mark
//! stands for, or in a package beside this one. Packages from a registry are never looked into.

use crate::model::neighbours::{ModuleFile, Standing};
use crate::model::path;

/// Endings in the order in which they are tried, as bundlers do.
const ENDINGS: [&str; 8] = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"];

/// What a source of TypeScript calls a file that the compiler will write, and what it is written from.
const WRITTEN: [(&str, &str); 4] = [
    (".js", ".ts"),
    (".js", ".tsx"),
    (".mjs", ".mts"),
    (".cjs", ".cts"),
];

/// The folders of a package that `@/` and `~/` stand for, by the usual settings of bundlers.
const ROOTS: [&str; 3] = ["src/", "app/", ""];

pub(super) fn module_files(from: &Standing<'_>, names: &[String]) -> Vec<ModuleFile> {
    let Some(module) = names.first() else {
        return Vec::new();
    };
    let bases = bases(from, module).into_iter();
    let normal = bases.filter_map(|base| path::normal("", &base));
    let paths = normal.flat_map(|base| candidates(&base));
    paths.map(|path| ModuleFile { path, used: 1 }).collect()
}

/// The paths that a module's name may stand for, without endings.
fn bases(from: &Standing<'_>, module: &str) -> Vec<String> {
    if module.starts_with("./") || module.starts_with("../") || matches!(module, "." | "..") {
        return vec![path::join(path::folder(from.path), module)];
    }
    let Some(package) = from.package else {
        return Vec::new();
    };
    if let Some((folder, inside)) = package.beside(module, '/') {
        let roots = ["", "src/", "lib/"].into_iter();
        let below = roots.map(|root| path::join(folder, &format!("{root}{inside}")));
        return below.collect();
    }
    let marked = ["@/", "~/", "#/", "~"];
    let inside = marked.iter().find_map(|mark| module.strip_prefix(mark));
    let roots = ROOTS.iter();
    match inside {
        Some(inside) => roots
            .map(|root| package.join(&format!("{root}{inside}")))
            .collect(),
        // `src/codes`, `app/codes`, `@app/codes`: from the package's folder, or from its sources. The folder behind `@app`
        // may have another name, or be one of these.
        None if !module.starts_with('/') => {
            let plain = module.strip_prefix('@').unwrap_or(module);
            let inside = module.split_once('/').filter(|_| plain != module);
            let paths = std::iter::once(plain).chain(inside.map(|(_, inside)| inside));
            let roots = ["", "src/"];
            let below = |path| roots.map(|root| package.join(&format!("{root}{path}")));
            paths.flat_map(below).collect()
        }
        None => Vec::new(),
    }
}

/// The files that a path without an ending may mean; the path itself, where it has one.
fn candidates(base: &str) -> Vec<String> {
    let mut found = Vec::new();
    if ENDINGS.iter().any(|ending| base.ends_with(ending)) {
        found.push(base.to_owned());
    }
    for (written, source) in WRITTEN {
        if let Some(stem) = base.strip_suffix(written) {
            found.push(format!("{stem}{source}"));
        }
    }
    found.extend(ENDINGS.iter().map(|ending| format!("{base}{ending}")));
    let index = if base.is_empty() { "index" } else { "/index" };
    found.extend(
        ENDINGS
            .iter()
            .map(|ending| format!("{base}{index}{ending}")),
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::neighbours::PackageAt;

    fn found(path: &str, module: &str) -> Vec<String> {
        let from = Standing {
            path,
            package: Some(PackageAt {
                name: "shop",
                folder: "/shop",
                beside: &[("@shop/shared".into(), "/shared".into())],
            }),
        };
        let files = module_files(&from, &[module.to_owned(), "GONE".to_owned()]);
        assert!(files.iter().all(|file| file.used == 1));
        files.into_iter().map(|file| file.path).collect()
    }

    #[track_caller]
    fn check(path: &str, module: &str, expected: &[&str]) {
        let found = found(path, module);
        for wanted in expected {
            assert!(
                found.iter().any(|file| file == wanted),
                "{module}: {wanted} in {found:?}"
            );
        }
    }

    #[test]
    fn relative_modules_stand_beside_the_file() {
        check(
            "/shop/cloud/main.js",
            "./codes",
            &["/shop/cloud/codes.js", "/shop/cloud/codes/index.ts"],
        );
        check("/shop/cloud/main.js", "../codes", &["/shop/codes.cjs"]);
        check(
            "/shop/cloud/main.ts",
            "./codes.js",
            &["/shop/cloud/codes.js", "/shop/cloud/codes.ts"],
        );
        check("/shop/cloud/a/b.js", "..", &["/shop/cloud/index.js"]);
        check("main.js", "./codes", &["codes.js", "codes/index.js"]);
        assert_eq!(found("main.js", "../codes"), Vec::<String>::new());
    }

    #[test]
    fn marks_stand_for_the_folder_of_sources() {
        check(
            "/shop/src/pages/a.tsx",
            "@/services/auth",
            &["/shop/src/services/auth.ts"],
        );
        check(
            "/shop/src/pages/a.tsx",
            "~/services/auth",
            &["/shop/src/services/auth.ts"],
        );
        check(
            "/shop/src/app/a.ts",
            "src/app/auth",
            &["/shop/src/app/auth.ts"],
        );
        check("/shop/src/app/a.ts", "app/auth", &["/shop/src/app/auth.ts"]);
        check(
            "/shop/a.js",
            "@shop/shared",
            &["/shared/index.js", "/shared/src/index.ts"],
        );
        check(
            "/shop/a.js",
            "@shop/shared/codes",
            &["/shared/codes.js", "/shared/src/codes.ts"],
        );
        check("/shop/src/a.js", "@/../lib/codes", &["/shop/lib/codes.js"]);
        check("/shop/a.js", "@modules/auth", &["/shop/modules/auth.js"]);
        check("/shop/a.js", "@app/auth/in", &["/shop/auth/in/index.js"]);
    }

    #[test]
    fn what_is_written_as_told_comes_first() {
        assert_eq!(found("/shop/a.js", "./codes.js")[0], "/shop/codes.js");
        assert_eq!(found("/shop/a.js", "./codes")[0], "/shop/codes.ts");
    }
}
