//! Files on a real disk: what is kept, and what is refused.

use super::*;
use crate::scratch::Scratch;

fn refused(result: Result<()>) -> String {
    let error = result.expect_err("not written");
    assert!(error.help.is_some(), "{error}");
    error.message
}

#[test]
fn the_new_text_takes_the_place_of_the_old_one_and_nothing_else_is_left() {
    let scratch = Scratch::with(&[("a.js", "old\r\n")]);
    let path = scratch.root().join("a.js");
    replace(&path, "a.js", "old\r\n", "new\r\n").expect("written");
    assert_eq!(fs::read_to_string(&path).expect("text"), "new\r\n");
    let names = fs::read_dir(scratch.root()).expect("a folder").count();
    assert_eq!(names, 1);
}

#[test]
fn a_file_that_has_changed_is_left_alone() {
    let scratch = Scratch::with(&[("a.js", "newer")]);
    let path = scratch.root().join("a.js");
    let message = refused(replace(&path, "a.js", "old", "new"));
    assert!(message.contains("changed since"), "{message}");
    assert_eq!(fs::read_to_string(&path).expect("text"), "newer");
    assert_eq!(fs::read_dir(scratch.root()).expect("a folder").count(), 1);
}

#[test]
fn a_file_that_has_gone_is_not_made_anew() {
    let scratch = Scratch::new();
    let path = scratch.root().join("a.js");
    refused(replace(&path, "a.js", "old", "new"));
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn the_mode_is_kept_and_a_read_only_file_refused() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::with(&[("a.js", "old")]);
    let path = scratch.root().join("a.js");
    let set = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
    set(0o754);
    replace(&path, "a.js", "old", "new").expect("written");
    let mode = fs::metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o7777, 0o754);
    set(0o444);
    let message = refused(replace(&path, "a.js", "new", "newer"));
    assert!(message.contains("read-only"), "{message}");
    assert_eq!(fs::read_to_string(&path).expect("text"), "new");
}

#[cfg(unix)]
#[test]
fn links_stay_links() {
    let scratch = Scratch::with(&[("below/a.js", "old")]);
    scratch.link("link.js", "below/a.js");
    let link = scratch.root().join("link.js");
    replace(&link, "link.js", "old", "new").expect("written");
    assert!(link.symlink_metadata().expect("a link").is_symlink());
    let target = scratch.root().join("below/a.js");
    assert_eq!(fs::read_to_string(&target).expect("text"), "new");
    let other = scratch.root().join("other.js");
    fs::hard_link(&target, &other).expect("another name");
    replace(&target, "a.js", "new", "newer").expect("written");
    assert_eq!(fs::read_to_string(&other).expect("text"), "newer");
}

/// The device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_what_was_there_stays() {
    let full = io::Error::from(io::ErrorKind::StorageFull);
    let error = failure("a.js", &full);
    assert!(error.message.contains("`a.js` was not written"), "{error}");
    assert!(error.help.is_some_and(|help| help.contains("make room")));
}

#[test]
fn a_generated_file_is_written_only_where_it_differs() {
    let scratch = Scratch::new();
    let path = scratch.root().join("codes.js");
    assert!(renew(&path, "codes.js", "a").expect("made"));
    assert!(!renew(&path, "codes.js", "a").expect("equal"));
    assert!(renew(&path, "codes.js", "b").expect("renewed"));
    assert_eq!(fs::read_to_string(&path).expect("text"), "b");
    fs::write(&path, [0xff]).expect("bytes");
    assert!(renew(&path, "codes.js", "c").is_err());
    let folder = scratch.root().join("none/codes.js");
    assert!(renew(&folder, "none/codes.js", "a").is_err());
}
