//! Configurations: what is read, where errors point, which file counts.

use std::fs;
use std::time::Duration;

use super::*;
use crate::model::finding::Severity;
use crate::model::limits::Limits;
use crate::model::resolved::Role;
use crate::scratch::Scratch;

const RULES: &[&str] = &["magic-code", "string-code", "unknown-constant"];

fn nearest(tree: &Scratch) -> Configs {
    Configs::new(ConfigChoice::Nearest, tree.root().to_path_buf(), RULES).expect("configs")
}

/// The error of a text: message, what is marked, label, help.
fn error_of(text: &str) -> (String, String, String, String) {
    let error = parse::settings("parselint.toml", text, RULES).expect_err(text);
    let place = error.place.expect("a place");
    assert_eq!(place.path, "parselint.toml");
    let marked = place.text.get(place.span.range()).expect("in the text");
    (
        error.message,
        marked.to_owned(),
        place.label,
        error.help.unwrap_or_default(),
    )
}

#[track_caller]
fn check_error(text: &str, message: &str, marked: &str, hint: &str) {
    let (said, at, label, help) = error_of(text);
    assert!(said.contains(message), "{text:?} says {said:?}");
    assert_eq!(at, marked, "{text:?}: {said}");
    assert!(
        format!("{label}\n{help}").contains(hint),
        "{text:?}: {label:?}, {help:?}"
    );
}

#[test]
fn every_key_of_the_contract_is_read() {
    let text = r#"
        exclude = ["legacy/**"]
        fail-on = "warning"
        [rules]
        magic-code = "error"
        [[component]]
        files = ["adapters/**"]
        role = "third-party"
        [app-codes]
        ACCOUNT_BANNED = { code = 9001, description = "The account was banned." }
        QUOTA_SPENT = { code = 0x2328 }
        [suggest]
        rust = "crate::codes::{SCREAMING_SNAKE}"
        javascript = "Codes.{PascalCase}"
        [[override]]
        files = ["spec/**", "tests/**"]
        rules = { magic-code = "off", string-code = "advice" }
    "#;
    let settings = parse::settings("parselint.toml", text, RULES).expect("settings");
    assert_eq!(settings.exclude, ["legacy/**"]);
    assert_eq!(settings.fail_on, Some(Severity::Warning));
    assert_eq!(settings.rules["magic-code"], Severity::Error);
    assert_eq!(settings.components[0].role, Role::ThirdParty);
    assert_eq!(settings.components[0].files, ["adapters/**"]);
    let codes: Vec<_> = settings
        .app_codes
        .iter()
        .map(|c| (c.name.as_str(), c.code))
        .collect();
    assert_eq!(codes, [("ACCOUNT_BANNED", 9001), ("QUOTA_SPENT", 9000)]);
    assert_eq!(settings.app_codes[0].description, "The account was banned.");
    assert_eq!(
        settings.suggest.rust.as_deref(),
        Some("crate::codes::{SCREAMING_SNAKE}")
    );
    assert_eq!(
        settings.suggest.javascript.as_deref(),
        Some("Codes.{PascalCase}")
    );
    assert_eq!(settings.overrides[0].files, ["spec/**", "tests/**"]);
    assert_eq!(settings.overrides[0].rules["string-code"], Severity::Advice);
}

#[test]
fn unknown_words_are_marked_and_the_nearest_is_named() {
    check_error("exclud = []", "unknown key `exclud`", "exclud", "`exclude`");
    check_error("nonsense = 1", "unknown key", "nonsense", "`app-codes`");
    check_error(
        "[rules]\nmagic-cod = \"off\"",
        "unknown rule",
        "magic-cod",
        "`magic-code`",
    );
    check_error(
        "[rules]\n\"magic_code\" = \"off\"",
        "unknown rule",
        "\"magic_code\"",
        "`magic-code`",
    );
    check_error(
        "[rules]\nmagic-code = \"warn\"",
        "unknown level",
        "\"warn\"",
        "`warning`",
    );
    check_error(
        "fail-on = \"off\"",
        "unknown level",
        "\"off\"",
        "`advice`, `warning`",
    );
    check_error(
        "[[component]]\nfile = []\nrole = \"app\"",
        "unknown key",
        "file",
        "`files`",
    );
    check_error(
        "[[component]]\nfiles = []\nrole = \"third_party\"",
        "unknown role",
        "\"third_party\"",
        "`third-party`",
    );
    check_error(
        "[[override]]\nfiles = []\nrules = { magic = \"off\" }",
        "unknown rule",
        "magic",
        "`magic-code`",
    );
    check_error(
        "[suggest]\njavscript = \"\"",
        "unknown key",
        "javscript",
        "`javascript`",
    );
    check_error(
        "[app-codes]\nA = { cod = 9001 }",
        "unknown key",
        "cod",
        "`code`",
    );
}

#[test]
fn the_first_mistake_of_the_text_is_told() {
    check_error(
        "rules = 1\napp-codes = 2\nexclude = 3",
        "expected a table",
        "1",
        "",
    );
}

#[test]
fn wrong_types_and_missing_keys_are_marked() {
    check_error(
        "exclude = \"a\"",
        "expected a list of patterns, found a string",
        "\"a\"",
        "belongs",
    );
    check_error(
        "exclude = [1]",
        "expected a string, found a whole number",
        "1",
        "belongs",
    );
    check_error("fail-on = true", "found true or false", "true", "belongs");
    check_error(
        "rules = []",
        "expected a table, found a list",
        "[]",
        "belongs",
    );
    check_error(
        "[component]\nfiles = []",
        "list of tables",
        "component",
        "`[[component]]`",
    );
    check_error("component = [1]", "expected a table", "1", "belongs");
    check_error(
        "[[component]]\nfiles = [\"a\"]",
        "`role` is missing",
        "[[component]]",
        "`role`",
    );
    check_error(
        "[[override]]\nrules = {}",
        "`files` is missing",
        "[[override]]",
        "`files`",
    );
    check_error(
        "exclude = [\"a\", \"b[\"]",
        "not a valid pattern",
        "\"b[\"",
        "",
    );
    check_error("exclude = [", "not valid TOML", "", "");
    check_error(
        "exclude = []\nexclude = []",
        "not valid TOML",
        "exclude",
        "duplicate",
    );
}

#[test]
fn app_codes_are_the_apps_own() {
    check_error(
        "[app-codes]\nA = 9001",
        "expected a table",
        "9001",
        "A = { code = 9001",
    );
    check_error(
        "[app-codes]\nA = {}",
        "`code` is missing",
        "{}",
        "A = { code = 9001",
    );
    for outside in ["101", "8999", "10000", "-1", "99999999999999999999"] {
        check_error(
            &format!("[app-codes]\nA = {{ code = {outside} }}"),
            "9000-9999",
            outside,
            "reserved",
        );
    }
    check_error(
        "[app-codes]\nA = { code = 9000.0 }",
        "a whole number",
        "9000.0",
        "belongs",
    );
    check_error(
        "[app-codes]\nZ = { code = 9001 }\nA = { code = 9_001 }",
        "two app codes are 9001",
        "9_001",
        "`Z`",
    );
    check_error(
        "[app-codes]\n\"a b\" = { code = 9001 }",
        "name of a constant",
        "\"a b\"",
        "letters",
    );
    check_error(
        "[app-codes]\n9A = { code = 9001 }",
        "name of a constant",
        "9A",
        "digit",
    );
}

#[test]
fn app_codes_do_not_take_the_names_of_predefined_ones() {
    for (name, code) in [
        ("ObjectNotFound", "101"),
        ("REQUEST_TIMEOUT", "124"),
        ("kPFScriptError", "141"),
        ("DUPLICATE_REQUEST", "159"),
        ("INVALID_IMAGE_DATA_150", "150"),
    ] {
        let text = format!("[app-codes]\n{name} = {{ code = 9001 }}");
        check_error(&text, "name of a predefined code", name, code);
    }
}

#[test]
fn app_codes_have_names_that_can_be_told_apart_and_written() {
    for other in ["sold_out", "SoldOut", "SOLD_OUT_ERROR", "ERR_SOLD_OUT"] {
        let text =
            format!("[app-codes]\nSOLD_OUT = {{ code = 9001 }}\n{other} = {{ code = 9002 }}");
        check_error(
            &text,
            "two app codes have one name",
            other,
            "`SOLD_OUT` (9001)",
        );
    }
    for (name, words) in [
        ("class", "reserved in JavaScript"),
        ("fn", "`FN`"),
        ("_", "begin with a letter"),
        ("_404", "begin with a letter"),
        (&"A".repeat(51), "longer than 50"),
    ] {
        let text = format!("[app-codes]\n{name} = {{ code = 9001 }}");
        check_error(&text, "cannot be the name of a constant", name, words);
    }
}

#[test]
fn a_spelling_has_one_place_for_the_name() {
    for wrong in [
        "Codes.X",
        "{Pascal}",
        "{SCREAMING_SNAKE}{PascalCase}",
        "{PascalCase}}",
    ] {
        let marked = format!("{wrong:?}");
        check_error(
            &format!("[suggest]\nrust = {marked}"),
            "exactly one place",
            &marked,
            "write `{",
        );
    }
    check_error(
        "[suggest]\nrust = \"{Pascal}\"",
        "one place",
        "\"{Pascal}\"",
        "{PascalCase}",
    );
}

#[test]
fn a_byte_order_mark_shifts_no_place() {
    check_error("\u{feff}exclud = []", "unknown key", "exclud", "`exclude`");
}

#[test]
fn the_nearest_file_upwards_counts() {
    let tree = Scratch::with(&[
        ("parselint.toml", "fail-on = \"error\""),
        ("sub/.parselint.toml", "fail-on = \"advice\""),
    ]);
    fs::create_dir_all(tree.root().join("sub/deep")).expect("dir");
    let configs = nearest(&tree);
    let fail_on = |dir: &str| {
        let found = configs.for_dir(&tree.root().join(dir)).expect(dir);
        (found.settings.fail_on, found.settings.origin.clone())
    };
    let root = (Some(Severity::Error), Some("parselint.toml".to_owned()));
    let sub = (
        Some(Severity::Advice),
        Some("sub/.parselint.toml".to_owned()),
    );
    assert_eq!(fail_on(""), root);
    assert_eq!(fail_on("other"), root);
    assert_eq!(fail_on("sub"), sub);
    assert_eq!(fail_on("sub/deep"), sub);
}

#[test]
fn a_named_file_replaces_the_search_and_isolation_ends_it() {
    let tree = Scratch::with(&[
        ("parselint.toml", "fail-on = \"error\""),
        ("ci/lint.toml", "exclude = [\"gen/**\"]"),
    ]);
    let cwd = tree.root().to_path_buf();
    let choice = ConfigChoice::File("ci/lint.toml".into());
    let configs = Configs::new(choice, cwd.clone(), RULES).expect("configs");
    let found = configs.for_dir(&cwd).expect("settings");
    assert_eq!(found.settings.fail_on, None);
    assert!(found.excluded(&cwd.join("gen/a.js")));
    assert!(!found.excluded(&cwd.join("ci/gen/a.js")));
    let isolated = Configs::new(ConfigChoice::None, cwd.clone(), RULES).expect("configs");
    assert_eq!(
        isolated.for_dir(&cwd).expect("settings").settings.origin,
        None
    );
    let missing = Configs::new(ConfigChoice::File("no.toml".into()), cwd, RULES);
    let error = missing.err().expect("an error");
    assert_eq!(error.message, "there is no configuration `no.toml`");
}

#[test]
fn what_is_no_configuration_is_refused() {
    let refused = |tree: &Scratch| {
        let error = nearest(tree).for_dir(tree.root()).expect_err("refused");
        error.message
    };
    let tree = Scratch::with(&[("parselint.toml", ""), (".parselint.toml", "")]);
    assert!(refused(&tree).contains("two configurations"));
    let tree = Scratch::with(&[("parselint.toml/file", "")]);
    assert!(refused(&tree).contains("is not a file"));
    let tree = Scratch::with(&[("parselint.toml", &"#".repeat(1 << 20))]);
    assert!(nearest(&tree).for_dir(tree.root()).is_ok());
    let tree = Scratch::with(&[("parselint.toml", &"#".repeat((1 << 20) + 1))]);
    assert!(refused(&tree).contains("larger than 1 MiB"));
    let tree = Scratch::new();
    tree.write("parselint.toml", b"exclude = []\n# \xff\n");
    let error = nearest(&tree).for_dir(tree.root()).expect_err("refused");
    let place = error.place.expect("a place");
    assert_eq!(place.text.get(place.span.range()), Some("\u{fffd}"));
}

#[test]
fn limits_hold_where_nothing_else_is_said() {
    let limits = |text: &str| {
        let tree = Scratch::with(&[("parselint.toml", text)]);
        nearest(&tree)
            .for_dir(tree.root())
            .expect("settings")
            .settings
            .limits
    };
    assert_eq!(limits(""), Limits::default());
    assert_eq!(
        limits("limits = { depth = 10, tree-size = 0x10, file-size = 1_000, time = 60 }"),
        Limits {
            depth: 10,
            tree_size: 16,
            file_size: 1000,
            time: Duration::from_secs(60),
        }
    );
}

#[test]
fn compiled_settings_answer_for_a_path() {
    let tree = Scratch::with(&[(
        "parselint.toml",
        r#"
        exclude = ["legacy/**", "*.gen.js"]
        rules = { magic-code = "error" }
        component = [
            { files = ["packages/**"], role = "third-party" },
            { files = ["packages/core/**"], role = "server" },
        ]
        override = [
            { files = ["spec/**"], rules = { magic-code = "off" } },
            { files = ["spec/slow/**"], rules = { magic-code = "advice", string-code = "off" } },
        ]
        "#,
    )]);
    let found = nearest(&tree).for_dir(tree.root()).expect("settings");
    let at = |path: &str| tree.root().join(path);
    assert!(found.excluded(&at("legacy")) && found.excluded(&at("a/b.gen.js")));
    assert!(!found.excluded(&at("src/legacy/a.js")));
    assert_eq!(found.role(&at("packages/a/a.js")), Some(Role::ThirdParty));
    assert_eq!(found.role(&at("packages/core/a.js")), Some(Role::Server));
    assert_eq!(found.role(&at("a.js")), None);
    let level = |path: &str, rule: &str| found.rules_for(&at(path)).get(rule).copied();
    assert_eq!(level("a.js", "magic-code"), Some(Severity::Error));
    assert_eq!(level("spec/a.js", "magic-code"), Some(Severity::Off));
    assert_eq!(
        level("spec/slow/a.js", "magic-code"),
        Some(Severity::Advice)
    );
    assert_eq!(level("spec/slow/a.js", "string-code"), Some(Severity::Off));
    assert_eq!(level("spec/a.js", "string-code"), None);
}
