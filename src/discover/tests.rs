//! Trees on disk and what is found in them.

use std::ffi::OsString;

use super::*;
use crate::model::error::Error;
use crate::model::path::slashed;
use crate::model::settings::ConfigChoice;
use crate::scratch::Scratch;

fn options(paths: &[&str]) -> Options {
    Options {
        paths: paths.iter().map(PathBuf::from).collect(),
        stdin: None,
        select: Vec::new(),
        ignore: Vec::new(),
        role: None,
        fail_on: None,
        exit_zero: false,
        max_warnings: None,
        pedantic: false,
        no_ignore: false,
        hidden: false,
        exclude: Vec::new(),
        config: ConfigChoice::None,
        threads: 3,
        no_gate: false,
        whole_texts: true,
    }
}

#[derive(Default)]
struct Collect(Vec<Item>);

impl Worker for Collect {
    fn take(&mut self, item: Item, _: Place<'_>) {
        self.0.push(item);
    }
}

fn wanted(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "js")
}

/// What a run finds: items, sorted, and what it left out. `excluded` are names of files and folders.
fn run(cwd: &Path, options: &Options, excluded: &[&str]) -> (Vec<Item>, Discovered<()>) {
    let excluded = |path: &Path| {
        Ok(excluded
            .iter()
            .any(|name| path.file_name() == Some(name.as_ref())))
    };
    let request = Request {
        options,
        cwd,
        excluded: &excluded,
        wanted: &wanted,
        landmark: &|_| false,
    };
    let found = discover(&request, &Collect::default).expect("discovered");
    let mut items: Vec<_> = found
        .workers
        .into_iter()
        .flat_map(|worker| worker.0)
        .collect();
    items.sort();
    let rest = Discovered {
        workers: Vec::new(),
        ignored: found.ignored,
        unsupported: found.unsupported,
        notes: found.notes,
    };
    (items, rest)
}

/// The files that are found, as shown; `!` stands before those that cannot be linted.
fn shown(cwd: &Path, options: &Options) -> Vec<String> {
    let (items, _) = run(cwd, options, &[]);
    items.into_iter().map(name).collect()
}

fn name(item: Item) -> String {
    match item {
        Item::File(candidate) => candidate.shown,
        Item::NotLinted { shown, .. } => format!("!{shown}"),
    }
}

fn tree() -> Scratch {
    let files = [
        "a.js",
        "b.txt",
        "src/b.js",
        "src/deep/c.js",
        ".hidden.js",
        ".config/d.js",
        "node_modules/m/e.js",
        "src/node_modules/m/e.js",
        "target/f.js",
        "crate/Cargo.toml",
        "crate/target/g.js",
        "crate/h.js",
        ".git/hooks/i.js",
    ];
    Scratch::with(&files.map(|file| (file, "1")))
}

#[test]
fn sources_are_found_and_other_peoples_folders_are_not_entered() {
    let tree = tree();
    let found = [
        "a.js",
        "crate/h.js",
        "src/b.js",
        "src/deep/c.js",
        "target/f.js",
    ];
    assert_eq!(shown(tree.root(), &options(&["."])), found);
    assert_eq!(
        shown(&tree.root().join("src"), &options(&["."])),
        ["b.js", "deep/c.js"]
    );
    let named = options(&["node_modules", "crate/target", ".config"]);
    let expected = [".config/d.js", "crate/target/g.js", "node_modules/m/e.js"];
    assert_eq!(shown(tree.root(), &named), expected);
}

#[test]
fn both_walkers_list_the_same_where_nothing_is_ignored() {
    let tree = tree();
    for hidden in [false, true] {
        let obeying = Options {
            hidden,
            ..options(&["."])
        };
        let all = Options {
            no_ignore: true,
            ..obeying.clone()
        };
        let found = run(tree.root(), &obeying, &[]).0;
        assert_eq!(found.len(), if hidden { 7 } else { 5 }, "{found:?}");
        assert_eq!(found, run(tree.root(), &all, &[]).0);
    }
}

#[test]
fn ignore_files_hold_for_walked_and_for_named_paths() {
    let tree = Scratch::with(&[
        (".gitignore", "/dist/\n*.gen.js\n!keep.gen.js\n"),
        (".ignore", "by-ignore.js"),
        (".parselintignore", "ours.js"),
        (".git/info/exclude", "by-exclude.js"),
        ("sub/.gitignore", "!other.gen.js\nlocal.js"),
        ("dist/a.js", ""),
        ("sub/dist/a.js", ""),
        ("x.gen.js", ""),
        ("keep.gen.js", ""),
        ("sub/other.gen.js", ""),
        ("sub/x.gen.js", ""),
        ("sub/local.js", ""),
        ("sub/by-ignore.js", ""),
        ("sub/ours.js", ""),
        ("sub/by-exclude.js", ""),
        ("good.js", ""),
    ]);
    let walked = [
        "good.js",
        "keep.gen.js",
        "sub/dist/a.js",
        "sub/other.gen.js",
    ];
    assert_eq!(shown(tree.root(), &options(&["."])), walked);
    let everything = Options {
        no_ignore: true,
        ..options(&["."])
    };
    let everything = shown(tree.root(), &everything);
    assert_eq!(everything.len(), 11);
    let names: Vec<_> = everything.iter().map(String::as_str).collect();
    let (items, rest) = run(tree.root(), &options(&names), &[]);
    assert_eq!(items.into_iter().map(name).collect::<Vec<_>>(), walked);
    assert_eq!(rest.ignored.len(), everything.len() - walked.len());
    let folder = run(tree.root(), &options(&["dist"]), &[]);
    assert_eq!(
        (folder.0.len(), folder.1.ignored),
        (0, vec!["dist".to_owned()])
    );
    let lifted = Options {
        no_ignore: true,
        ..options(&["dist", "x.gen.js"])
    };
    assert_eq!(shown(tree.root(), &lifted), ["dist/a.js", "x.gen.js"]);
    assert_eq!(shown(&tree.root().join("dist"), &options(&["."])), ["a.js"]);
}

#[test]
fn git_is_not_needed_for_gitignore() {
    let tree = Scratch::with(&[(".gitignore", "a.js"), ("a.js", ""), ("b.js", "")]);
    assert_eq!(shown(tree.root(), &options(&["."])), ["b.js"]);
    assert_eq!(shown(tree.root(), &options(&["a.js", "b.js"])), ["b.js"]);
}

#[test]
fn exclusions_hold_for_walked_and_for_named_paths() {
    let tree = Scratch::with(&[("a.js", ""), ("old/b.js", ""), ("old/deep/c.js", "")]);
    let (items, rest) = run(tree.root(), &options(&["."]), &["old"]);
    assert_eq!((items.len(), rest.ignored.len()), (1, 0));
    let named = ["a.js", "old/deep/c.js", "old"];
    let (items, rest) = run(tree.root(), &options(&named), &["old"]);
    assert_eq!(
        (items.len(), rest.ignored),
        (1, vec!["old".into(), "old/deep/c.js".into()])
    );
    let lifted = Options {
        no_ignore: true,
        ..options(&["."])
    };
    assert_eq!(run(tree.root(), &lifted, &["old"]).0.len(), 3);
}

#[test]
fn an_exclusion_that_cannot_be_decided_is_the_same_error_each_time() {
    let tree = Scratch::with(&[("b/b.js", ""), ("a/a.js", ""), ("c/c.js", "")]);
    let excluded = |path: &Path| match path.extension() {
        Some(_) => Err(Error::new(slashed(
            path.strip_prefix(tree.root()).expect("inside"),
        ))),
        None => Ok(false),
    };
    let request = Request {
        options: &options(&["."]),
        cwd: tree.root(),
        excluded: &excluded,
        wanted: &wanted,
        landmark: &|_| false,
    };
    for _ in 0..20 {
        let error = discover(&request, &Collect::default)
            .map(|_| ())
            .expect_err("an error");
        assert_eq!(error.message, "a/a.js");
    }
}

#[test]
fn every_file_is_found_once_however_often_it_is_named() {
    let tree = tree();
    let cwd = tree.root();
    let own_name = format!(
        "../{}/src",
        cwd.file_name().expect("a name").to_string_lossy()
    );
    let absolute = cwd.join("a.js");
    let paths = [
        ".",
        "./src",
        "src/",
        "src/deep/../b.js",
        "a.js",
        &absolute.to_string_lossy(),
        &own_name,
    ];
    for no_ignore in [false, true] {
        let options = Options {
            no_ignore,
            ..options(&paths)
        };
        let (items, _) = run(cwd, &options, &[]);
        let found: Vec<_> = items
            .into_iter()
            .map(|item| match item {
                Item::File(candidate) => (candidate.shown, candidate.named),
                other => panic!("{other:?}"),
            })
            .collect();
        let expected = [
            ("a.js", true),
            ("crate/h.js", false),
            ("src/b.js", true),
            ("src/deep/c.js", false),
            ("target/f.js", false),
        ];
        assert_eq!(
            found,
            expected.map(|(name, named)| (name.to_owned(), named))
        );
    }
}

#[test]
fn paths_outside_the_working_directory_are_shown_as_named() {
    let tree = tree();
    let cwd = tree.root().join("crate");
    assert_eq!(
        shown(&cwd, &options(&["../src", "../a.js"])),
        ["../a.js", "../src/b.js", "../src/deep/c.js"]
    );
    let absolute = tree.root().join("src/deep");
    let expected = slashed(&absolute.join("c.js"));
    assert_eq!(
        shown(&cwd, &options(&[&absolute.to_string_lossy()])),
        [expected]
    );
}

#[test]
fn what_does_not_exist_is_an_error_that_names_it() {
    let tree = tree();
    let message = |paths: &[&str]| {
        let request = Request {
            options: &options(paths),
            cwd: tree.root(),
            excluded: &|_| Ok(false),
            wanted: &wanted,
            landmark: &|_| false,
        };
        let error = discover(&request, &Collect::default)
            .map(|_| ())
            .expect_err("missing");
        error.message
    };
    assert_eq!(message(&["a.js", "chek"]), "no such file or folder: `chek`");
    assert_eq!(
        message(&["x/y.js", "a.js/z"]),
        "no such files or folders: `x/y.js`, `a.js/z`"
    );
    assert_eq!(message(&[""]), "no such file or folder: ``");
}

#[test]
fn a_named_file_in_another_language_is_told_of() {
    let tree = tree();
    let (items, rest) = run(tree.root(), &options(&["b.txt", "a.js"]), &[]);
    assert_eq!(items.len(), 1);
    assert_eq!(rest.unsupported, ["b.txt"]);
}

#[test]
fn an_empty_folder_makes_no_worker() {
    let tree = Scratch::new();
    let request = Request {
        options: &options(&["."]),
        cwd: tree.root(),
        excluded: &|_| Ok(false),
        wanted: &wanted,
        landmark: &|_| false,
    };
    let found = discover(&request, &Collect::default).expect("discovered");
    assert_eq!(found.workers.len(), 0);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::{self, Permissions};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn links_are_followed_only_where_they_are_named() {
        let tree = Scratch::with(&[("real/a.js", "")]);
        tree.link("file.js", "real/a.js");
        tree.link("folder", "real");
        tree.link("loop", "loop");
        tree.link("round", ".");
        tree.link("broken.js", "none.js");
        for no_ignore in [false, true] {
            let found = |paths: &[&str]| {
                let options = Options {
                    no_ignore,
                    ..options(paths)
                };
                shown(tree.root(), &options)
            };
            assert_eq!(found(&["."]), ["real/a.js"]);
            assert_eq!(found(&["file.js"]), ["file.js"]);
            assert_eq!(found(&["folder"]), ["folder/a.js"]);
            assert_eq!(found(&["broken.js", "loop"]), ["!broken.js", "!loop"]);
        }
    }

    #[test]
    fn only_regular_files_are_candidates() {
        let tree = Scratch::with(&[("a.js", "")]);
        tree.pipe("pipe.js");
        tree.pipe("pipe");
        for no_ignore in [false, true] {
            let found = |paths: &[&str]| {
                let options = Options {
                    no_ignore,
                    ..options(paths)
                };
                shown(tree.root(), &options)
            };
            assert_eq!(found(&["."]), ["a.js", "!pipe.js"]);
            assert_eq!(found(&["pipe", "/dev/null"]), ["!/dev/null", "!pipe"]);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_told_of() {
        let tree = Scratch::with(&[("shut/a.js", ""), ("b.js", "")]);
        let shut = tree.root().join("shut");
        fs::set_permissions(&shut, Permissions::from_mode(0o000)).expect("permissions");
        // The superuser reads everything.
        let readable = fs::read_dir(&shut).is_ok();
        let expected = if readable {
            ["b.js", "shut/a.js"]
        } else {
            ["b.js", "!shut"]
        };
        assert_eq!(shown(tree.root(), &options(&["."])), expected);
        fs::set_permissions(&shut, Permissions::from_mode(0o700)).expect("permissions");
    }

    #[test]
    fn names_that_are_not_utf8_are_opened_right_and_shown_for_people() {
        let tree = Scratch::new();
        let path = tree.root().join(OsStr::from_bytes(b"\xff.js"));
        fs::write(&path, "text").expect("a file");
        let (items, _) = run(tree.root(), &options(&["."]), &[]);
        let [Item::File(candidate)] = items.as_slice() else {
            panic!("{items:?}");
        };
        assert_eq!(candidate.shown, "\u{fffd}.js");
        let mut buffer = Buffer::default();
        read(&candidate.path, &mut buffer, 10).expect("opened");
        assert_eq!(*buffer, *b"text");
    }

    #[test]
    fn an_ignore_file_that_is_no_file_is_refused_wherever_it_stands() {
        for (folder, name) in [
            ("", ".gitignore"),
            ("in/", ".ignore"),
            ("in/", ".parselintignore"),
        ] {
            let tree = Scratch::with(&[("in/a.js", ""), ("in/on/b.js", "")]);
            tree.pipe(&format!("{folder}{name}"));
            for paths in [["."], ["in/on"], ["in/on/b.js"]] {
                let error = refused(tree.root(), &options(&paths));
                assert!(error.message.contains(name), "{paths:?}: {}", error.message);
            }
            let all = Options {
                no_ignore: true,
                ..options(&["."])
            };
            assert_eq!(shown(tree.root(), &all).len(), 2);
        }
    }

    fn refused(cwd: &Path, options: &Options) -> Error {
        let request = Request {
            options,
            cwd,
            excluded: &|_| Ok(false),
            wanted: &wanted,
            landmark: &|_| false,
        };
        discover(&request, &Collect::default)
            .err()
            .expect("refused")
    }

    #[test]
    fn a_broken_ignore_file_is_noted_and_the_rest_of_it_holds() {
        let tree = Scratch::with(&[(".gitignore", "{a\nb.js\n"), ("a.js", ""), ("b.js", "")]);
        let (items, rest) = run(tree.root(), &options(&["."]), &[]);
        assert_eq!(items.len(), 1);
        assert_eq!(rest.notes.len(), 1, "{:?}", rest.notes);
    }
}

/// A home, relative to the root of the tree, and its landmarks.
type Home = (String, Vec<OsString>);

/// The home of each file, as shown.
#[derive(Default)]
struct Homes(Vec<(String, Option<Home>)>);

impl Worker for Homes {
    fn take(&mut self, item: Item, place: Place<'_>) {
        let landmarks = |home: Start<'_>| home.landmarks.unwrap_or_default().to_vec();
        let home = place.home.map(|home| (slashed(home.dir), landmarks(home)));
        self.0.push((name(item), home));
    }
}

/// Each file with its home and the home's landmarks, all as text, sorted.
fn homes(tree: &Scratch, cwd: &str, paths: &[&str]) -> Vec<String> {
    let options = Options {
        no_ignore: true,
        ..options(paths)
    };
    let request = Request {
        options: &options,
        cwd: &tree.root().join(cwd),
        excluded: &|_| Ok(false),
        wanted: &wanted,
        landmark: &|name| name.eq_ignore_ascii_case("mark"),
    };
    let found = discover(&request, &Homes::default).expect("discovered");
    let root = slashed(tree.root()) + "/";
    let shown = |(file, home): (String, Option<Home>)| match home {
        None => format!("{file}: none"),
        Some((dir, landmarks)) => {
            let dir = dir.strip_prefix(&root).unwrap_or(&dir);
            format!("{file}: {dir} {landmarks:?}")
        }
    };
    let homes = found.workers.into_iter().flat_map(|one| one.0);
    let mut homes: Vec<String> = homes.map(shown).collect();
    homes.sort();
    homes
}

#[test]
fn a_home_is_the_nearest_folder_with_a_landmark() {
    let files = [
        "here/a.js",
        "here/mark",
        "here/deep/er/b.js",
        "here/deep/own/MARK",
        "here/deep/own/c.js",
        "here/deep/own/src/d.js",
        "beside/src/e.js",
        "f.js",
    ];
    let tree = Scratch::with(&files.map(|file| (file, "1")));
    assert_eq!(
        homes(&tree, "", &["here", "beside", "f.js"]),
        [
            "beside/src/e.js: beside []",
            "f.js: none",
            "here/a.js: here [\"mark\"]",
            "here/deep/er/b.js: here [\"mark\"]",
            "here/deep/own/c.js: here/deep/own [\"MARK\"]",
            "here/deep/own/src/d.js: here/deep/own [\"MARK\"]",
        ]
    );
    // Beside the working directory, too.
    assert_eq!(
        homes(&tree, "beside", &["../here/deep"]),
        [
            "../here/deep/er/b.js: here/deep []",
            "../here/deep/own/c.js: here/deep/own [\"MARK\"]",
            "../here/deep/own/src/d.js: here/deep/own [\"MARK\"]",
        ]
    );
    // Above it, a search comes to nothing, and begins below.
    assert_eq!(
        homes(&tree, "here", &[".."]),
        [
            "../beside/src/e.js: beside []",
            "../f.js: none",
            "a.js: here [\"mark\"]",
            "deep/er/b.js: here [\"mark\"]",
            "deep/own/c.js: here/deep/own [\"MARK\"]",
            "deep/own/src/d.js: here/deep/own [\"MARK\"]",
        ]
    );
}

#[test]
fn whoever_takes_what_every_file_is_found_once() {
    let names: Vec<String> = (0..40)
        .flat_map(|folder| (0..folder * 3).map(move |file| format!("{folder}/in/{file}.js")))
        .collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), "1")).collect();
    let tree = Scratch::with(&files);
    let mut expected = names.clone();
    expected.sort();
    for threads in [1, 2, 8] {
        let options = Options {
            no_ignore: true,
            threads,
            ..options(&["."])
        };
        assert_eq!(shown(tree.root(), &options), expected, "{threads} threads");
    }
}

#[test]
fn a_walk_that_begins_above_the_working_directory_shows_paths_from_there() {
    let tree = tree();
    for no_ignore in [false, true] {
        let options = Options {
            no_ignore,
            ..options(&[".."])
        };
        let expected = [
            "../a.js",
            "../crate/h.js",
            "../target/f.js",
            "b.js",
            "deep/c.js",
        ];
        let mut found = shown(&tree.root().join("src"), &options);
        found.sort();
        assert_eq!(found, expected);
    }
}
