//! Which files hold tests, by their path.

const FOLDERS: [&str; 8] = [
    "test",
    "tests",
    "spec",
    "specs",
    "__tests__",
    "__mocks__",
    "e2e",
    "benches",
];

/// Whether a path, separated by `/`, is one of a test: by a folder on its way, or by the file's name
/// (`*.test.*`, `*.spec.*`, `*_test.*`, `*-test.*`).
pub fn is_test(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let in_folder = folders.split('/').any(|folder| FOLDERS.contains(&folder));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let marked = stem
        .split('.')
        .skip(1)
        .any(|part| part == "test" || part == "spec");
    let parts = stem
        .split('.')
        .any(|part| part.ends_with("_test") || part.ends_with("-test"));
    in_folder || marked || parts
}

#[cfg(test)]
mod tests {
    use super::is_test;

    #[test]
    fn tests_are_known_by_their_folder_or_name() {
        for path in [
            "spec/a.js",
            "src/__tests__/a.js",
            "a/e2e/b/c.ts",
            "a.test.ts",
            "a.spec.tsx",
            "a_test.js",
            "b/a-test.js",
            "benches/x.rs",
            "specs/x.js",
        ] {
            assert!(is_test(path), "{path}");
        }
        for path in [
            "src/a.js",
            "contest/a.js",
            "latest.js",
            "spec.js",
            "test.js",
            "a.tests.js",
            "testing/a.js",
            "my-test/a.js",
        ] {
            assert!(!is_test(path), "{path}");
        }
    }
}
