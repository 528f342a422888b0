//! Answers of git, as it has given them.

use super::patch::{before, contents, read, recoded};
use super::*;

const ZEROS: &str = "0000000000000000000000000000000000000000";

fn hash(digit: char) -> String {
    std::iter::repeat_n(digit, 40).collect()
}

#[test]
fn files_in_an_encoding_of_their_own_are_told() {
    let told = "a.js\0working-tree-encoding\0IBM037\0b.js\0working-tree-encoding\0unspecified\0\
                c\nd.js\0working-tree-encoding\0set\0e.js\0working-tree-encoding\0UTF-8\0\
                f.js\0working-tree-encoding\0unset\0";
    let told = recoded(told.as_bytes(), "");
    assert_eq!(told, ["a.js", "c\nd.js"].map(PathBuf::from).into());
    let above = recoded(b"../a/b.js\0working-tree-encoding\0utf-16\0", "../");
    assert_eq!(above, [PathBuf::from("a/b.js")].into());
    assert_eq!(recoded(b"", ""), BTreeSet::new());
}

#[test]
fn a_diff_is_read_record_by_record() {
    let (a, b, c) = (hash('a'), hash('b'), hash('c'));
    let records = format!(
        ":100644 100644 {a} {b} M\0cloud/ma in.js\0:100644 100644 {b} {b} R100\0old.js\0new.js\0\
         :000000 120000 {ZEROS} {c} A\0link.js\0:000000 100644 {ZEROS} {c} A\0ü\n.js\0\0"
    );
    let patch = "diff --git a/cloud/ma in.js b/cloud/ma in.js\nindex 1..2 100644\n--- a/cloud/ma in.js\n\
                 +++ b/cloud/ma in.js\n@@ -1 +1,2 @@ f() {\n-x\n+@@ -7 +7 @@\n+diff --git a/x b/x\n@@ -9,2 +10,0 @@\n-a\n-b\n\
                 @@ -20,0 +19 @@\n+y\n\\ No newline at end of file\n\
                 diff --git a/old.js b/new.js\nsimilarity index 100%\nrename from old.js\nrename to new.js\n\
                 diff --git a/link.js b/link.js\nnew file mode 120000\n@@ -0,0 +1 @@\n+new.js\n\
                 diff --git \"a/\\303\\274\\n.js\" \"b/\\303\\274\\n.js\"\nnew file mode 100644\n@@ -0,0 +1,3 @@\n+1\n+2\n+3\n";
    let (changed, _) = read((records + patch).as_bytes()).expect("a diff");
    let told: Vec<_> = changed
        .iter()
        .map(|one| {
            (
                one.path.to_str().expect("UTF-8"),
                one.blob.as_str(),
                &one.lines,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "cloud/ma in.js",
                b.as_str(),
                &Lines::Some(vec![1..=2, 19..=19])
            ),
            ("new.js", b.as_str(), &Lines::Some(vec![])),
            ("ü\n.js", c.as_str(), &Lines::Some(vec![1..=3])),
        ]
    );
    assert_eq!(read(b""), Some((Vec::new(), Vec::new())));
    assert_eq!(
        read(b":100644 100644 a b M\0x.js\0\0"),
        None,
        "the patch is missing"
    );
}

#[test]
fn what_became_another_type_has_its_new_lines() {
    let (a, b) = (hash('a'), hash('b'));
    let told = format!(
        ":120000 100644 {a} {b} T\0x.js\0\0diff --git a/x.js b/x.js\ndeleted file mode 120000\n@@ -1 +0,0 @@\n-y\n\
         diff --git a/x.js b/x.js\nnew file mode 100644\n@@ -0,0 +1,2 @@\n+1\n+2\n"
    );
    let (changed, _) = read(told.as_bytes()).expect("a diff");
    assert_eq!(changed[0].lines, Lines::Some(vec![1..=2]));
}

#[test]
fn the_index_is_what_stood_before() {
    let a = hash('a');
    let told = format!(
        ":100644 100644 {a} {ZEROS} M\0a.js\0:100644 000000 {a} {ZEROS} D\0b.js\0:160000 160000 {a} {ZEROS} M\0sub\0"
    );
    let names: Vec<_> = before(told.as_bytes())
        .into_iter()
        .map(|one| (one.path, one.blob))
        .collect();
    assert_eq!(
        names,
        [
            (PathBuf::from("a.js"), a.clone()),
            (PathBuf::from("b.js"), a)
        ]
    );
}

#[test]
fn contents_are_cut_by_their_size() {
    let (a, b, c) = (hash('a'), hash('b'), hash('c'));
    let told = format!("{a} blob 9\nx\n{b} blob 1\n{c} missing\n{b} blob 0\n\n");
    let told = told.replace(
        "blob 9",
        &format!("blob {}", format!("x\n{b} blob 1").len()),
    );
    let contents = contents(told.as_bytes());
    assert_eq!(contents[a.as_str()], format!("x\n{b} blob 1").as_bytes());
    assert_eq!(contents[b.as_str()], b"");
    assert!(!contents.contains_key(c.as_str()));
}

#[test]
fn what_a_merge_has_left_open_is_told_apart() {
    let told = format!(":000000 000000 {ZEROS} {ZEROS} U\0a.js\0\0* Unmerged path a.js\n");
    let (changed, unmerged) = read(told.as_bytes()).expect("a diff");
    assert_eq!((changed.len(), unmerged), (0, vec![PathBuf::from("a.js")]));
}
