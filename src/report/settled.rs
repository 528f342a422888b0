//! `parselint config`: the settings that hold for a path, and where each of them is from.

use serde::Serialize;
use std::collections::BTreeMap;

use super::document::pretty;
use super::paint::Ink;
use super::visible::visible_line;
use super::{Style, layout};
use crate::model::error::Result;
use crate::model::limits::Limits;
use crate::model::settings::{Origin, Settled};

/// For people.
pub fn text(settled: &Settled, style: Style) -> String {
    let mut text: String = settings(settled)
        .into_iter()
        .map(|(name, value, from)| {
            let name = style.paint(Ink::Bold, layout::pad(name, 9));
            let value = visible_line(&value).into_owned();
            match from.as_str() {
                "" => format!("{name} {value}\n"),
                from => {
                    let from = format!("({})", visible_line(from));
                    format!("{name} {value}  {}\n", style.paint(Ink::Dim, from))
                }
            }
        })
        .collect();
    text.push('\n');
    let widest = settled.rules.iter().map(|rule| rule.rule.len()).max();
    for rule in &settled.rules {
        let level = layout::pad(rule.level.name(), "warning".len());
        let level = style.severity(rule.level, level);
        let from = origin(&rule.origin);
        let from = style.paint(Ink::Dim, format!("({})", visible_line(&from)));
        let name = layout::pad(rule.rule, widest.unwrap_or(0));
        text.push_str(&format!("{name}  {level}  {from}\n"));
    }
    text
}

/// What is set beside the rules: name, value, and where it is from.
fn settings(settled: &Settled) -> Vec<(&'static str, String, String)> {
    let file = settled.file.clone().unwrap_or_default();
    let left_out = if settled.excluded {
        "left out: ignored or excluded"
    } else {
        ""
    };
    let mut rows = vec![
        ("path", settled.path.clone(), left_out.to_owned()),
        match &settled.root {
            Some(root) => (
                "file",
                file.clone(),
                format!("its patterns begin at `{root}`"),
            ),
            None => (
                "file",
                "none".into(),
                "no parselint.toml was found upwards from the path".into(),
            ),
        },
        ("role", settled.role.name().into(), settled.role_why.clone()),
    ];
    if settled.is_test {
        rows.push((
            "test",
            "yes".into(),
            "by its path: magic-code is advice by default".into(),
        ));
    }
    let (level, from) = &settled.fail_on;
    rows.push(("fail-on", level.name().into(), origin(from)));
    let baseline = settled.baseline.iter();
    rows.extend(baseline.map(|baseline| ("baseline", baseline.clone(), file.clone())));
    let exclude = settled.exclude.iter();
    rows.extend(exclude.map(|pattern| ("exclude", pattern.clone(), file.clone())));
    let suggest = [
        ("javascript", &settled.suggest.javascript),
        ("rust", &settled.suggest.rust),
    ];
    for (language, template) in suggest {
        let template = template.iter();
        rows.extend(template.map(|it| ("suggest", format!("{language}: {it}"), file.clone())));
    }
    let limits = settled.limits.by_key().into_iter();
    let changed = limits.zip(Limits::default().by_key());
    let changed = changed.filter(|(set, default)| set != default);
    rows.extend(
        changed.map(|((key, value), _)| ("limit", format!("{key}: {value}"), file.clone())),
    );
    let codes = settled.app_codes.iter();
    rows.extend(codes.map(|own| {
        (
            "app-code",
            format!("{} {}", own.code, own.name),
            file.clone(),
        )
    }));
    rows
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".into(),
        Origin::CommandLine => "command line".into(),
        Origin::File(file) => file.clone(),
        Origin::Override(file, globs) => format!("{file}, override for {}", globs.join(", ")),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    path: &'a str,
    file: Option<&'a str>,
    root: Option<&'a str>,
    excluded: bool,
    test: bool,
    role: Setting,
    fail_on: Setting,
    baseline: Option<&'a str>,
    exclude: &'a [String],
    limits: BTreeMap<&'a str, u64>,
    rules: BTreeMap<&'a str, Setting>,
}

#[derive(Serialize)]
struct Setting {
    value: &'static str,
    origin: String,
}

/// For programs, ending with a line feed.
pub fn json(settled: &Settled) -> Result<String> {
    let rules = settled.rules.iter().map(|rule| {
        let setting = Setting {
            value: rule.level.name(),
            origin: origin(&rule.origin),
        };
        (rule.rule, setting)
    });
    let document = Document {
        version: 1,
        path: &settled.path,
        file: settled.file.as_deref(),
        root: settled.root.as_deref(),
        excluded: settled.excluded,
        test: settled.is_test,
        role: Setting {
            value: settled.role.name(),
            origin: settled.role_why.clone(),
        },
        fail_on: Setting {
            value: settled.fail_on.0.name(),
            origin: origin(&settled.fail_on.1),
        },
        baseline: settled.baseline.as_deref(),
        exclude: &settled.exclude,
        limits: settled.limits.by_key().into(),
        rules: rules.collect(),
    };
    pretty(&document, "the settings")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Severity;
    use crate::model::resolved::Role;
    use crate::model::settings::{RuleSetting, Suggest};
    use crate::report::samples::PLAIN;

    fn settled() -> Settled {
        let rule = |rule, level, origin| RuleSetting {
            rule,
            level,
            origin,
        };
        let file = || "parselint.toml".to_owned();
        Settled {
            path: "spec/a.js".into(),
            file: Some(file()),
            root: Some("..".into()),
            role: Role::App,
            role_why: "given by `--role`".into(),
            is_test: true,
            excluded: false,
            fail_on: (Severity::Warning, Origin::Default),
            rules: vec![
                rule(
                    "magic-code",
                    Severity::Off,
                    Origin::Override(file(), vec!["spec/**".into()]),
                ),
                rule("string-code", Severity::Error, Origin::File(file())),
            ],
            exclude: vec!["old\n/**".into()],
            baseline: None,
            suggest: Suggest::default(),
            limits: Limits {
                depth: 20,
                ..Limits::default()
            },
            app_codes: Vec::new(),
        }
    }

    #[test]
    fn every_setting_says_where_it_is_from() {
        assert_eq!(
            text(&settled(), PLAIN),
            "path      spec/a.js\n\
             file      parselint.toml  (its patterns begin at `..`)\n\
             role      app  (given by `--role`)\n\
             test      yes  (by its path: magic-code is advice by default)\n\
             fail-on   warning  (default)\n\
             exclude   old\\u{a}/**  (parselint.toml)\n\
             limit     depth: 20  (parselint.toml)\n\n\
             magic-code   off      (parselint.toml, override for spec/**)\n\
             string-code  error    (parselint.toml)\n"
        );
    }

    #[test]
    fn programs_get_the_same() {
        let document: serde_json::Value =
            serde_json::from_str(&json(&settled()).expect("written")).expect("JSON");
        assert_eq!(document["rules"]["string-code"]["value"], "error");
        assert_eq!(document["role"]["origin"], "given by `--role`");
        assert_eq!(document["test"], true);
        assert_eq!(document["limits"]["depth"], 20);
        assert_eq!(document["limits"]["time"], 10);
    }
}
