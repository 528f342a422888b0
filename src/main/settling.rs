//! What prepares a run, and tells of one that could be: files, settings, schemas, the manual.

use std::io;
use std::path::Path;

use parselint::cli::{self, Output, Outputs, Schema, Sink, TableFormat, Verbosity};
use parselint::config;
use parselint::model::error::{Error, Result};
use parselint::model::listed::Fate;
use parselint::model::path::slashed;
use parselint::model::settings::Options;
use parselint::pipeline::{self, Scope};
use parselint::report::visible::visible_line;
use parselint::report::{self, Format, Style};
use parselint::write;

use super::{FAILED, cwd, mistyped, print, reporting, say};

/// Lists what would be linted; 2 where something cannot be.
pub(super) fn files(
    options: &Options,
    scope: &Scope,
    outputs: &Outputs,
    output: Output,
) -> Result<u8> {
    let files = pipeline::files(options, scope, &cwd()?);
    let files = files.map_err(|error| mistyped(error, options))?;
    for Sink { format, file } in &outputs.sinks {
        let text = match format {
            Format::Json => report::files::json(&files)?,
            _ => report::files::text(&files, reporting::style(output)),
        };
        match file {
            None => say(&mut io::stdout(), &text)?,
            Some(file) => renew(&cwd()?.join(file), &slashed(file), &text)?,
        }
    }
    let unread = files
        .iter()
        .any(|file| matches!(file.fate, Fate::NotLinted(_)));
    Ok(if unread { FAILED } else { 0 })
}

/// Writes a configuration for a tree, unless it has one.
pub(super) fn init(folder: &Path, printed: bool, output: Output) -> Result<u8> {
    let cwd = cwd()?;
    let root = cwd.join(folder);
    if !root.is_dir() {
        let message = format!("there is no folder `{}`", visible_line(&slashed(folder)));
        return Err(
            Error::new(message).help("`init` takes the folder that the configuration is for")
        );
    }
    if !printed {
        for name in config::NAMES {
            if root.join(name).symlink_metadata().is_ok() {
                let message = format!(
                    "`{}` is there already",
                    visible_line(&slashed(&folder.join(name)))
                );
                return Err(Error::new(message).help(
                    "`parselint init --print` shows what would be written; remove the file to have it written",
                ));
            }
        }
    }
    let found = pipeline::initial(&cli::everything_below(folder), &cwd)?;
    let text = config::initial(&found);
    if printed {
        return print(&text);
    }
    let path = root.join(config::NAMES[0]);
    let shown = slashed(&folder.join(config::NAMES[0]));
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    renew(&path, shown, &text)?;
    if output.verbosity != Verbosity::Quiet {
        let components = match found.components.len() {
            0 => "no package".to_owned(),
            1 => "1 package".to_owned(),
            several => format!("{several} packages"),
        };
        say(
            &mut io::stderr(),
            &format!("Wrote `{}`: {components} found\n", visible_line(shown)),
        )?;
    }
    Ok(0)
}

pub(super) fn config(
    options: &Options,
    path: &Path,
    format: TableFormat,
    style: Style,
) -> Result<u8> {
    let cwd = cwd()?;
    if cwd.join(path).symlink_metadata().is_err() {
        let message = format!("no such file or folder: `{}`", visible_line(&slashed(path)));
        return Err(Error::new(message).help("`config` tells what holds for a path that is there"));
    }
    let settled = pipeline::settled(options, path, &cwd)?;
    match format {
        TableFormat::Full => print(&report::settled::text(&settled, style)),
        TableFormat::Json => print(&report::settled::json(&settled)?),
    }
}

pub(super) fn schema(of: Schema) -> Result<u8> {
    print(match of {
        Schema::Json => report::schema::JSON,
        Schema::Jsonl => report::schema::JSONL,
        Schema::Inventory => report::schema::INVENTORY,
        Schema::Config => config::SCHEMA,
    })
}

/// Prints the first page of the manual, or writes all of them into a folder.
pub(super) fn manual(folder: Option<&Path>, output: Output) -> Result<u8> {
    let pages = cli::pages(&pipeline::rule_ids())?;
    let Some(folder) = folder else {
        let first = pages.first().map(|(_, text)| text.as_str());
        return print(first.unwrap_or_default());
    };
    write::may_write(folder, &visible_line(&slashed(folder)))?;
    std::fs::create_dir_all(folder).map_err(|error| {
        let message = format!(
            "`{}` cannot be made: {error}",
            visible_line(&slashed(folder))
        );
        Error::new(message).help("name another folder")
    })?;
    for (name, text) in &pages {
        renew(&folder.join(name), &slashed(&folder.join(name)), text)?;
    }
    if output.verbosity != Verbosity::Quiet {
        let told = format!(
            "Wrote {} pages to `{}`\n",
            pages.len(),
            visible_line(&slashed(folder))
        );
        say(&mut io::stderr(), &told)?;
    }
    Ok(0)
}

fn renew(path: &Path, shown: &str, text: &str) -> Result<()> {
    write::stream(path, &visible_line(shown), &mut |out| {
        out.write_all(text.as_bytes())
    })
}
