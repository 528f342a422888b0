//! Arguments: what is read, what is refused and how.

use std::path::{Path, PathBuf};

use super::*;
use crate::model::finding::Severity;
use crate::model::resolved::Role;
use crate::model::settings::ConfigChoice;

const RULES: &[&str] = &["magic-code", "string-code", "unknown-constant"];

fn read(line: &str) -> Result<Invocation, clap::Error> {
    parse(
        ["parselint"].into_iter().chain(line.split_whitespace()),
        RULES,
    )
}

#[track_caller]
fn check(line: &str) -> (Options, Format) {
    match read(line).expect(line).command {
        Command::Check {
            options, outputs, ..
        } => {
            let [Sink { format, file: None }] = outputs.sinks.as_slice() else {
                panic!("{line}: {outputs:?}");
            };
            (options, *format)
        }
        other => panic!("{line}: {other:?}"),
    }
}

/// The message of wrong usage.
#[track_caller]
fn refused(line: &str) -> String {
    let error = read(line).expect_err(line);
    assert_eq!(error.exit_code(), 2, "{line}: {error}");
    error.to_string()
}

#[track_caller]
fn assert_paths(line: &str, paths: &[&str]) {
    let paths: Vec<_> = paths.iter().map(PathBuf::from).collect();
    assert_eq!(check(line).0.paths, paths, "{line}");
}

#[test]
fn check_is_the_default() {
    clap::Command::debug_assert(with_rules(Args::command(), RULES));
    assert_paths("", &["."]);
    assert_paths("check", &["."]);
    assert_paths("src", &["src"]);
    assert_paths("check src lib", &["src", "lib"]);
    assert_paths("src check", &["src", "check"]);
    assert_paths("./code", &["./code"]);
    assert_paths("chek", &["chek"]);
    assert_paths("-q check src", &["src"]);
    assert_paths("-- --odd", &["--odd"]);
}

#[test]
fn every_flag_of_check_is_converted() {
    let (options, format) = check(
        "a --output-format jsonl --select magic-code,string-code --select unknown-constant --ignore string-code \
         --role third-party --fail-on error --exit-zero --pedantic --no-ignore --hidden --exclude a --exclude b,c \
         --config x.toml --threads 3 --no-gate",
    );
    assert_eq!(format, Format::Jsonl);
    assert_eq!(
        options.select,
        ["magic-code", "string-code", "unknown-constant"]
    );
    assert_eq!(options.ignore, ["string-code"]);
    assert_eq!(options.role, Some(Role::ThirdParty));
    assert_eq!(options.fail_on, Some(Severity::Error));
    assert!(options.exit_zero && options.pedantic && options.no_ignore && options.hidden);
    assert!(options.no_gate);
    assert_eq!(options.exclude, ["a", "b,c"]);
    assert_eq!(options.config, ConfigChoice::File("x.toml".into()));
    assert_eq!(options.threads, 3);
}

#[test]
fn nothing_is_on_by_default() {
    let (options, format) = check("");
    assert_eq!(format, Format::Full);
    assert!(options.select.is_empty() && options.ignore.is_empty() && options.exclude.is_empty());
    assert_eq!(
        (options.role, options.fail_on, options.stdin),
        (None, None, None)
    );
    assert!(!options.exit_zero && !options.pedantic && !options.no_ignore && !options.hidden);
    assert_eq!(
        (options.config, options.threads),
        (ConfigChoice::Nearest, 0)
    );
    assert_eq!(check("--isolated").0.config, ConfigChoice::None);
}

#[test]
fn rules_are_checked_and_the_nearest_is_named() {
    for line in [
        "--select magic-cod",
        "check --ignore a,magic-cod",
        "rule magic-cod",
    ] {
        assert!(refused(line).contains("magic-code"), "{}", refused(line));
    }
    assert!(
        refused("check --select magic-code,string-cod")
            .contains("a similar value exists: 'string-code'")
    );
}

#[test]
fn standard_input_needs_a_name_and_stands_alone() {
    let (options, _) = check("- --stdin-filename a.ts");
    assert_eq!(options.stdin.as_deref(), Some(Path::new("a.ts")));
    assert_eq!(options.paths, Vec::<PathBuf>::new());
    assert!(refused("-").contains("add `--stdin-filename PATH`"));
    assert!(refused("--stdin-filename a.ts").contains("add `-`"));
    assert!(refused("- b.ts --stdin-filename a.ts").contains("stands alone"));
}

#[test]
fn inventory_takes_the_file_and_role_flags() {
    let line = "inventory src --role server --hidden --output-format json";
    let Command::Inventory { options, format } = read(line).expect(line).command else {
        panic!("{line}");
    };
    assert_eq!(options.paths, [PathBuf::from("src")]);
    assert_eq!((options.role, options.hidden), (Some(Role::Server), true));
    assert_eq!(format, TableFormat::Json);
    assert!(refused("inventory --output-format concise").contains("json"));
    assert!(refused("inventory --select magic-code").contains("--select"));
}

#[test]
fn codes_are_looked_up_by_number_or_name() {
    let query = |line: &str| match read(line).expect(line).command {
        Command::Code { query, format } => (query, format),
        other => panic!("{line}: {other:?}"),
    };
    assert_eq!(query("code"), (None, TableFormat::Full));
    assert_eq!(query("code 101"), (Some("101".into()), TableFormat::Full));
    assert_eq!(query("code -1"), (Some("-1".into()), TableFormat::Full));
    let json = (Some("OBJECT_NOT_FOUND".into()), TableFormat::Json);
    assert_eq!(query("code OBJECT_NOT_FOUND --output-format json"), json);
    assert!(refused("code --odd").contains("--odd"));
}

#[test]
fn rules_are_read_by_name() {
    let name = |line: &str| match read(line).expect(line).command {
        Command::Rule { name } => name,
        other => panic!("{line}: {other:?}"),
    };
    assert_eq!(name("rule"), None);
    assert_eq!(name("rule string-code"), Some("string-code"));
}

#[test]
fn an_option_before_a_command_is_not_lost_in_silence() {
    assert!(refused("--hidden check src").contains("move `--hidden`"));
    assert!(refused("--output-format json code 101").contains("move `--output-format`"));
    let output = read("-v --color never inventory")
        .expect("global options")
        .output;
    assert_eq!(output.verbosity, Verbosity::Verbose);
    assert_eq!(output.colour, ColourChoice::Never);
}

#[test]
fn wrong_usage_says_what_was_meant() {
    assert!(refused("--hiden").contains("--hidden"));
    assert!(refused("--fail-on warn").contains("warning"));
    assert!(refused("--role library").contains("third-party"));
    assert!(refused("--threads 0").contains("1..=1024"));
    refused("-q -v");
    refused("--config a.toml --isolated");
}

#[test]
fn help_and_version_are_no_errors() {
    let help = read("--help").expect_err("help");
    assert_eq!(help.exit_code(), 0);
    for part in [
        "Examples:",
        "Exit status:",
        "inventory",
        "--stdin-filename",
        "[default: .]",
    ] {
        assert!(help.to_string().contains(part), "{part}\n{help}");
    }
    assert!(!help.to_string().contains("--no-gate"));
    assert_eq!(read("--version").expect_err("version").exit_code(), 0);
}

#[test]
fn explain_takes_a_place_and_the_flags_for_files() {
    let line = "explain --output-format json --role server --no-ignore a/b.js:6:24";
    let Command::Explain {
        options,
        asked,
        format,
    } = read(line).expect(line).command
    else {
        panic!("{line}");
    };
    assert_eq!(format, TableFormat::Json);
    assert_eq!((asked.line, asked.column), (6, Some(24)));
    assert_eq!(asked.path, PathBuf::from("a/b.js"));
    assert_eq!(options.role, Some(Role::Server));
    assert!(options.no_ignore);
    assert!(refused("explain a.js").contains("PATH:LINE:COLUMN"));
    assert!(refused("explain").contains("PATH:LINE"));
}

#[test]
fn emit_takes_a_language_and_what_belongs_to_it() {
    use crate::emit::{Integer, Language, Modules};
    let emit = |line: &str| match read(line).expect(line).command {
        Command::Emit {
            options,
            request,
            target,
        } => (options.paths, request, target),
        other => panic!("{line}: {other:?}"),
    };
    let (paths, request, target) = emit("emit typescript");
    assert_eq!(paths, [PathBuf::from(".")]);
    assert_eq!(
        (request.language, request.all),
        (Language::TypeScript, false)
    );
    assert_eq!(target, Target::Print);
    let language = |line: &str| emit(line).1.language;
    let common = Language::JavaScript(Modules::CommonJs);
    assert_eq!(language("emit javascript --module commonjs a b"), common);
    assert_eq!(language("emit js"), Language::JavaScript(Modules::Es));
    assert_eq!(language("emit rust"), Language::Rust(Integer::I32));
    assert_eq!(
        language("emit rust --type i64"),
        Language::Rust(Integer::I64)
    );
    assert!(emit("emit rust --all").1.all);
    assert_eq!(
        emit("emit rust --check a.rs").2,
        Target::Check("a.rs".into())
    );
    assert_eq!(
        emit("emit rust --output-file a.rs").2,
        Target::File("a.rs".into())
    );
    for line in [
        "emit",
        "emit python",
        "emit rust --module commonjs",
        "emit typescript --module es",
        "emit javascript --type i64",
        "emit rust --type u16",
        "emit rust --all --used",
        "emit rust --check a --output-file b",
        "emit rust -",
    ] {
        refused(line);
    }
}
