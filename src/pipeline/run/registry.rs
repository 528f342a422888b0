//! The app's own codes, by the configurations that hold for what the user named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Shared, Texts};
use crate::config::Configs;
use crate::fence;
use crate::model::catalogue;
use crate::model::error::{Error, Result};
use crate::model::settings::{AppCode, Options};
use crate::pipeline::Task;
use crate::rules;

/// `[app-codes]` of the configuration of each path that the options name. An error where two of them contradict each
/// other.
pub fn registry(options: &Options, cwd: &Path) -> Result<Vec<AppCode>> {
    let texts = Texts::default();
    Shared::new(options, Task::Inventory, cwd, &|| {}, &texts)?.registry()
}

/// The baseline that the configuration of the working directory names, absolute. An error where a link leads it out of the
/// folder of the configuration.
pub fn baseline(options: &Options, cwd: &Path) -> Result<Option<PathBuf>> {
    let configs = Configs::new(options.config.clone(), cwd.to_path_buf(), &rules::ids())?;
    let settings = configs.for_dir(cwd)?;
    let settings = &settings.settings;
    let Some(named) = &settings.baseline else {
        return Ok(None);
    };
    let path = settings.root.join(named);
    match fence::stays_below(&path, &settings.root) {
        true => Ok(Some(path)),
        false => Err(Error::new(format!(
            "the baseline `{named}` is not used: a link leads out of the folder of the configuration"
        ))
        .help("put the file itself there, or name it with `--baseline`")),
    }
}

impl Shared<'_> {
    fn registry(&self) -> Result<Vec<AppCode>> {
        let mut seen = BTreeSet::new();
        // Each with the configuration that it is from.
        let mut codes: Vec<(AppCode, String)> = Vec::new();
        for path in &self.named {
            let above = path.parent().filter(|_| !path.is_dir());
            let settings = self.configs.for_dir(above.unwrap_or(path))?;
            let settings = &settings.settings;
            let Some(origin) = settings
                .origin
                .as_ref()
                .filter(|origin| seen.insert((*origin).clone()))
            else {
                continue;
            };
            for code in &settings.app_codes {
                let is_same = |known: &&(AppCode, String)| {
                    known.0.code == code.code || catalogue::same_name(&known.0.name, &code.name)
                };
                match codes.iter().find(is_same) {
                    None => codes.push((code.clone(), origin.clone())),
                    Some((known, _)) if known.code == code.code && known.name == code.name => {}
                    Some((known, other)) => {
                        return Err(contradiction((known, other), (code, origin)));
                    }
                }
            }
        }
        Ok(codes.into_iter().map(|(code, _)| code).collect())
    }
}

fn contradiction((one, here): (&AppCode, &str), (other, there): (&AppCode, &str)) -> Error {
    let message = format!(
        "`{}` is {} in `{here}`, and `{}` is {} in `{there}`",
        one.name, one.code, other.name, other.code
    );
    Error::new(message).help("agree on one of them, or name the paths of one app only")
}
