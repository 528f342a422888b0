//! What is generated from the declaration of the arguments: completions and manual pages.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use crate::model::error::{Error, Result};

/// A script that completes the arguments in a shell.
pub fn completions(command: &mut clap::Command, shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "parselint", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual pages by the names of their files, the one of the program first; `rules` as for `parse`.
pub fn pages(rules: &[&'static str]) -> Result<Vec<(String, String)>> {
    let mut command = super::with_rules(Args::command(), rules);
    command.build();
    let mut pages = Vec::new();
    page("parselint", &command, &mut pages)?;
    Ok(pages)
}

/// The page of a command, and those of the commands below it.
fn page(name: &str, command: &clap::Command, pages: &mut Vec<(String, String)>) -> Result<()> {
    let mut page = Vec::new();
    // Made from a fixed declaration: there is nothing in it that depends on the day.
    let named = command.clone().display_name(name.to_owned());
    clap_mangen::Man::new(named)
        .title(name.to_owned())
        .render(&mut page)
        .map_err(|error| Error::new(format!("the manual cannot be written: {error}")))?;
    pages.push((
        format!("{name}.1"),
        String::from_utf8_lossy(&page).into_owned(),
    ));
    let below = command
        .get_subcommands()
        .filter(|below| !below.is_hide_set());
    for below in below.filter(|below| below.get_name() != "help") {
        self::page(&format!("{name}-{}", below.get_name()), below, pages)?;
    }
    Ok(())
}
