//! What stands in a folder and is no plain file under a plain name.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;

use super::Theme::Entries;
use super::running::During;
use super::{Case, Expected, FINDING, RUST_FINDING, write};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = no_files();
    cases.extend(links());
    cases.extend(kept_away());
    cases.extend(names());
    cases.extend(many());
    cases
}

fn told(words: &str) -> Expected {
    Expected::status(2).says(&["error[file-not-linted]", words])
}

fn case(name: &str, expected: Expected, make: fn(&Path)) -> Case {
    Case::new(Entries, name, expected, make)
}

fn at(place: &str) -> Expected {
    Expected::status(1).says(&[
        &format!("{place}: warning[magic-code]"),
        "Found 1 warning in 1 file linted",
    ])
}

/// A named pipe that nobody writes to.
pub(super) fn fifo(path: &Path) {
    let (mode, kind) = (
        rustix::fs::Mode::from_raw_mode(0o644),
        rustix::fs::FileType::Fifo,
    );
    rustix::fs::mknodat(rustix::fs::CWD, path, kind, mode, 0).expect("a named pipe");
}

/// A socket that nobody listens at.
pub(super) fn socket(path: &Path) {
    drop(UnixListener::bind(path).expect("a socket"));
}

fn no_files() -> Vec<Case> {
    let walked = |name: &str, status: i32, words: &str, make: fn(&Path)| {
        case(
            name,
            Expected::status(status).says(&["main.js:1:23: ", words]),
            make,
        )
        .for_peers()
    };
    vec![
        case("fifo.js", told("not a regular file"), |folder| {
            fifo(&folder.join("fifo.js"))
        })
        .naming("fifo.js"),
        case("fifo.rs", told("not a regular file"), |folder| {
            fifo(&folder.join("fifo.rs"))
        })
        .naming("fifo.rs"),
        case("socket.js", told("not a regular file"), |folder| {
            socket(&folder.join("socket.js"))
        })
        .naming("socket.js"),
        case("device.js", told("not a regular file"), |folder| {
            link("/dev/zero", folder, "device.js")
        })
        .naming("device.js"),
        case("null.js", told("not a regular file"), |folder| {
            link("/dev/null", folder, "null.js")
        })
        .naming("null.js"),
        walked(
            "fifo-walked",
            2,
            "fifo.js:1:1: error[file-not-linted]",
            |folder| {
                fifo(&folder.join("fifo.js"));
                write(folder, "main.js", FINDING);
            },
        ),
        walked(
            "socket-walked",
            2,
            "socket.js:1:1: error[file-not-linted]",
            |folder| {
                socket(&folder.join("socket.js"));
                write(folder, "main.js", FINDING);
            },
        ),
        walked(
            "device-walked",
            1,
            "Found 1 warning in 1 file linted",
            |folder| {
                link("/dev/zero", folder, "device.js");
                write(folder, "main.js", FINDING);
            },
        ),
        case("folder-called-x.js", at("x.js/in.js:1:23"), |folder| {
            write(folder, "x.js/in.js", FINDING)
        })
        .naming("x.js"),
        case("folder-called-x.rs", at("x.rs/in.rs:1:73"), |folder| {
            write(folder, "x.rs/in.rs", RUST_FINDING)
        })
        .for_peers(),
        case(
            "missing.js",
            Expected::status(2).says(&["missing.js", "no such file or folder"]),
            |_| {},
        )
        .naming("missing.js"),
        case(
            "empty-folder",
            Expected::status(0).says(&["0 files"]),
            |_| {},
        )
        .for_peers(),
    ]
}

fn link(target: &str, folder: &Path, name: &str) {
    symlink(target, folder.join(name)).expect("a link");
}

fn links() -> Vec<Case> {
    vec![
        case("link-dangling.js", told("leads nowhere"), |folder| {
            link("nowhere.js", folder, "link-dangling.js")
        })
        .naming("link-dangling.js"),
        case("link-to-itself.js", told("symbolic links"), |folder| {
            link("link-to-itself.js", folder, "link-to-itself.js")
        })
        .naming("link-to-itself.js"),
        case("link-in-a-circle.js", told("symbolic links"), |folder| {
            link("other.js", folder, "link-in-a-circle.js");
            link("link-in-a-circle.js", folder, "other.js");
        })
        .naming("link-in-a-circle.js"),
        case("link-named.js", at("link-named.js:1:23"), |folder| {
            write(folder, "in/main.js", FINDING);
            link("in/main.js", folder, "link-named.js");
        })
        .naming("link-named.js"),
        case(
            "link-out-of-the-tree.js",
            at("link-out-of-the-tree.js:1:23"),
            outside,
        )
        .naming("link-out-of-the-tree.js"),
        case("links-walked", at("in/main.js:1:23"), |folder| {
            write(folder, "in/main.js", FINDING);
            link("nowhere.js", folder, "dangling.js");
            link("loop.js", folder, "loop.js");
            link("in/main.js", folder, "link.js");
            link("..", folder, "in/up");
            link("/", folder, "in/root");
        })
        .for_peers(),
        case(
            "link-out-of-the-tree-walked",
            at("main.js:1:23"),
            |folder| {
                outside(folder);
                write(folder, "main.js", FINDING);
            },
        )
        .for_peers(),
        case(
            "link-out-of-the-tree-fixed.js",
            Expected::status(0).says(&["1 finding fixed"]),
            |folder| {
                write(folder, "in/main.js", FINDING);
                link("in/main.js", folder, "link-out-of-the-tree-fixed.js");
            },
        )
        .with(&["--fix", "link-out-of-the-tree-fixed.js"])
        .after(|folder| {
            let kept = folder.join("link-out-of-the-tree-fixed.js").is_symlink();
            let text =
                fs::read_to_string(folder.join("in/main.js")).map_err(|error| error.to_string())?;
            match kept && text.contains("OBJECT_NOT_FOUND") {
                true => Ok(()),
                false => Err(format!(
                    "the link or its target is not what it should be: {text}"
                )),
            }
        }),
    ]
}

/// A link to a file of another folder, which has a finding.
fn outside(folder: &Path) {
    let name = format!(
        "parselint-outside-{}.js",
        folder
            .file_name()
            .and_then(OsStr::to_str)
            .unwrap_or_default()
    );
    let target = std::env::temp_dir().join(name);
    fs::write(&target, FINDING).expect("a file can be written");
    symlink(&target, folder.join("link-out-of-the-tree.js")).expect("a link");
}

/// A superuser may read everything.
fn kept_away() -> Vec<Case> {
    let root = rustix::process::geteuid().is_root();
    let (file, below) = match root {
        true => (at("secret.js:1:23"), at("secret/main.js:1:23")),
        false => (
            told("no permission"),
            Expected::status(2).says(&["secret", "permission"]),
        ),
    };
    vec![
        case("secret.js", file, |folder| {
            write(folder, "secret.js", FINDING);
            keep(&folder.join("secret.js"), 0o000);
        })
        .naming("secret.js"),
        case("secret-folder", below, |folder| {
            write(folder, "secret/main.js", FINDING);
            keep(&folder.join("secret"), 0o000);
        })
        .after(|folder| {
            // So that it can be removed.
            keep(&folder.join("secret"), 0o755);
            Ok(())
        }),
    ]
}

fn keep(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions can be set");
}

fn names() -> Vec<Case> {
    vec![
        case("name-with-a-line-end", at("a\\u{a}b.js:1:23"), |folder| {
            write(folder, "a\nb.js", FINDING)
        })
        .for_peers(),
        case(
            "name-with-escapes",
            at("a\\u{1b}[31m\\u{202e}b.js:1:23"),
            |folder| write(folder, "a\u{1b}[31m\u{202e}b.js", FINDING),
        )
        .for_peers(),
        case("name-with-quotes", at("a'\"`$(b).js:1:23"), |folder| {
            write(folder, "a'\"`$(b).js", FINDING)
        })
        .for_peers(),
        case("name-like-a-flag", at("--fix.js:1:23"), |folder| {
            write(folder, "--fix.js", FINDING)
        })
        .for_peers(),
        case("name-of-255-bytes", at(":1:23"), |folder| {
            write(folder, &format!("{}.js", "a".repeat(252)), FINDING)
        })
        .for_peers(),
        case("name-that-is-no-UTF-8", at(".js:1:23"), |folder| {
            let name = OsStr::from_bytes(b"a\xff\xfeb.js");
            fs::write(folder.join(name), FINDING).expect("a file can be written");
        })
        .for_peers(),
        case("path-of-4000-bytes", at("aaa/main.js:1:23"), |folder| {
            let room = 4_000 - folder.as_os_str().len() - "/main.js".len();
            let mut path = String::new();
            while path.len() < room {
                let len = (room - path.len()).min(201) - 1;
                path.push_str(&"a".repeat(len.max(3)));
                path.push('/');
            }
            write(folder, &format!("{path}main.js"), FINDING);
        })
        .for_peers(),
        case(
            "path-longer-than-the-system-takes",
            Expected::status(2).says(&["too long"]).says(&["aaa"]),
            |folder| {
                let mut here = rustix::fs::open(
                    folder,
                    rustix::fs::OFlags::RDONLY,
                    rustix::fs::Mode::empty(),
                )
                .expect("a folder");
                let name = "a".repeat(200);
                for _ in 0..30 {
                    rustix::fs::mkdirat(&here, &name, rustix::fs::Mode::from_raw_mode(0o755))
                        .expect("a folder can be made");
                    here = rustix::fs::openat(
                        &here,
                        &name,
                        rustix::fs::OFlags::RDONLY,
                        rustix::fs::Mode::empty(),
                    )
                    .expect("a folder");
                }
                write(folder, "main.js", FINDING);
            },
        )
        .for_peers(),
        case(
            "folders-1000-deep",
            at("a/a/main.js:1:23").within(10),
            |folder| write(folder, &format!("{}main.js", "a/".repeat(1_000)), FINDING),
        )
        .for_peers(),
    ]
}

fn many() -> Vec<Case> {
    let changing = |name: &str, during: fn(&During<'_>)| {
        let mut expected = Expected::status(1).within(10);
        expected.status = vec![0, 1, 2];
        case(name, expected, |folder| {
            (0..500).for_each(|n| write(folder, &format!("{n}.js"), FINDING.repeat(200)))
        })
        .during(during)
    };
    vec![
        case(
            "files-100000-in-one-folder",
            Expected::status(1)
                .says(&["Found 2 warnings in 100000 files linted"])
                .within(10),
            |folder| {
                for n in 0..100_000 {
                    let text = if n % 50_000 == 0 { FINDING } else { "a();\n" };
                    fs::write(folder.join(format!("{n}.js")), text).expect("a file can be written");
                }
            },
        )
        .for_peers(),
        case(
            "modules-that-all-hand-on-each-other",
            Expected::status(0)
                .says(&["No findings in 100 files linted"])
                .within(20),
            |folder| {
                write(
                    folder,
                    "package.json",
                    r#"{"dependencies": {"parse": "5"}}"#,
                );
                for own in 0..100 {
                    let mut text = "import Parse from 'parse';\n".to_owned();
                    for other in (0..100).filter(|other| *other != own) {
                        let _ = writeln!(
                            text,
                            "import * as m{other} from './f{other}.js';\nexport * from './f{other}.js';\n\
                             throw new Parse.Error(m{other}.GONE, 'x');"
                        );
                    }
                    write(folder, &format!("f{own}.js"), text);
                }
            },
        ),
        changing("files-that-vanish", |during| {
            let mut round = 0;
            while !during.has_ended() {
                // Gone or not, the next round is another try.
                (0..500)
                    .filter(|n| (n + round) % 3 == 0)
                    .for_each(|n| drop(fs::remove_file(during.folder.join(format!("{n}.js")))));
                (0..500)
                    .for_each(|n| write(during.folder, &format!("{n}.js"), FINDING.repeat(200)));
                round += 1;
            }
        }),
        changing("files-that-grow", |during| {
            let mut times = 1;
            while !during.has_ended() {
                (0..500).for_each(|n| {
                    write(
                        during.folder,
                        &format!("{n}.js"),
                        FINDING.repeat(1 + (times + n) % 400),
                    )
                });
                times += 97;
            }
        }),
        changing("files-that-become-folders", |during| {
            while !during.has_ended() {
                for n in 0..500 {
                    let path = during.folder.join(format!("{n}.js"));
                    let _ = fs::remove_file(&path).and_then(|()| fs::create_dir(&path));
                    let _ = fs::remove_dir(&path);
                    let _ = fs::write(&path, FINDING);
                }
            }
        }),
    ]
}
