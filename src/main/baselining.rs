//! The baseline: what is said of its entries, and how it is written anew.

use std::io;
use std::path::{Path, PathBuf};

use parselint::cli::{self, Output, Verbosity};
use parselint::model::error::{Error, Result};
use parselint::model::path::slashed;
use parselint::model::settings::Options;
use parselint::pipeline::{self, Applied, Baseline, KnownFindings, Run, Scope, Task};
use parselint::report::count;
use parselint::report::visible::visible_line;
use parselint::write;

use super::{FAILED, cwd, lint, print, say, scoping, whole};

/// Lints, and writes a baseline that knows all findings.
pub(super) fn write(options: &Options, path: &Path, scope: &Scope, output: Output) -> Result<u8> {
    let run = lint(options, scope, Task::Check, output)?;
    whole(&run)?;
    let cwd = cwd()?;
    let Some(known) = &scope.baseline else {
        return Ok(FAILED);
    };
    let baseline = pipeline::renewed(&run, known, &cwd);
    let shown = slashed(path);
    renew(&cwd.join(path), &shown, &baseline)?;
    if output.verbosity != Verbosity::Quiet {
        let told = told(&baseline, known, &run.entries, &shown);
        say(&mut io::stderr(), &told)?;
    }
    // What no baseline hides.
    let unread = run.outcome.summary.not_linted;
    if unread > 0 {
        say(&mut io::stderr(), &super::not_linted(&run.outcome))?;
    }
    Ok(if unread > 0 { FAILED } else { 0 })
}

fn told(baseline: &Baseline, known: &KnownFindings, applied: &Applied, shown: &str) -> String {
    let new = baseline.entries.len() - applied.kept.len();
    let dropped = known.baseline.entries.len() - applied.kept.len();
    format!(
        "Wrote {} to `{}`: {new} new, {dropped} dropped\n",
        count(baseline.entries.len(), "finding"),
        visible_line(shown)
    )
}

fn renew(path: &Path, shown: &str, baseline: &Baseline) -> Result<bool> {
    write::renew(path, &visible_line(shown), &baseline.render())
}

/// Drops the entries whose finding is gone. With `check`, only says so.
pub(super) fn prune(
    options: &Options,
    file: Option<PathBuf>,
    check: bool,
    output: Output,
) -> Result<u8> {
    let cwd = cwd()?;
    let asked = cli::Scope {
        baseline: file,
        ..cli::Scope::default()
    };
    let Some(file) = scoping::baseline_path(options, &asked, &cwd)? else {
        return Err(
            Error::new("no baseline is named, here or in the configuration")
                .help("name it: `parselint baseline prune FILE`"),
        );
    };
    let known = scoping::known(&file, &cwd, false)?;
    let before = known.baseline.render();
    let scope = Scope {
        changes: None,
        baseline: Some(known),
    };
    let run = lint(options, &scope, Task::Check, output)?;
    whole(&run)?;
    let shown = slashed(&file);
    if run.outcome.summary.not_linted > 0 {
        let told = super::not_linted(&run.outcome);
        say(
            &mut io::stderr(),
            &format!("{told}nothing was pruned: what these files hold is not known\n"),
        )?;
        return Ok(FAILED);
    }
    let Applied {
        mut kept,
        leftover,
        expired,
    } = run.entries;
    // Somebody has to decide.
    kept.extend(expired);
    let pruned = Baseline { entries: kept };
    let stale = pruned.render() != before;
    if !check && stale {
        renew(&cwd.join(&file), &shown, &pruned)?;
    }
    if output.verbosity != Verbosity::Quiet {
        let would = if check { "Would drop" } else { "Dropped" };
        let left = pruned.entries.len();
        let list = leftover
            .iter()
            .map(|entry| format!("  {}: {}\n", visible_line(&entry.path), entry.rule));
        let list: String = list.collect();
        let count = leftover.len();
        print(&format!(
            "{would} {count} of {} entries of `{}`\n{list}",
            count + left,
            visible_line(&shown)
        ))?;
    }
    Ok(u8::from(check && !leftover.is_empty()))
}

/// What is to be said of the entries, a line each.
pub(super) fn remarks(run: &Run) -> Vec<String> {
    let mut remarks = Vec::new();
    let entries = |count: usize| match count {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let Applied {
        leftover, expired, ..
    } = &run.entries;
    if !leftover.is_empty() {
        let verb = if leftover.len() == 1 { "has" } else { "have" };
        remarks.push(format!(
            "{} of the baseline {verb} no finding any more; `parselint baseline prune` drops what is mended",
            entries(leftover.len())
        ));
    }
    if let [first, ..] = expired.as_slice() {
        let day = first.expires.as_deref().unwrap_or_default();
        let others = match expired.len() {
            1 => String::new(),
            several => format!(", and {} more", several - 1),
        };
        remarks.push(format!(
            "the baseline was good until {day} for a finding in `{}` ({}){others}: decide, and edit the entry",
            first.path, first.rule
        ));
    }
    remarks
}
