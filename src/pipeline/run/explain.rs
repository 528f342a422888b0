//! One place of one file, explained as a run over its whole project would see it.
//!
//! A constant that only another file makes a code, and a header that only another file names, are found by reading the
//! project first.

use std::path::{Path, PathBuf};

use super::folder::{Folder, Told};
use super::{Shared, Texts, below};
use crate::discover::{self, Candidate};
use crate::fence;
use crate::lang::{self, Language};
use crate::model::contract::Contract;
use crate::model::error::{Error, Result};
use crate::model::explain::{Asked, Explained};
use crate::model::manifest::ManifestKind;
use crate::model::outcome::Unread;
use crate::model::path;
use crate::model::settings::Options;
use crate::pipeline::Task;
use crate::pipeline::file::unexplained;
use crate::pipeline::isolate::isolated;
use crate::pipeline::neighbours::Seeds;
use crate::pipeline::own;
use crate::pipeline::unfinished::Unfinished;
use crate::prefilter;

/// What the numbers at a place are. An error where there is no such file, it is no source, or no number stands there.
pub fn explain(options: &Options, asked: &Asked, cwd: &Path) -> Result<Explained> {
    let asked = existing(asked, cwd)?;
    let shown = path::slashed(&asked.path);
    let language = lang::of(&asked.path).ok_or_else(|| {
        let why = "it is not in a language that parselint reads";
        unexplained(&shown, why, "name a source, as in `cloud/main.js:3:27`")
    })?;
    let texts = Texts::default();
    let alone = Shared::new(options, Task::Check, cwd, &|| {}, &texts)?;
    let (candidate, _) = discover::borrowed(&alone.request(&|_| Ok(false)), &asked.path)?;
    let dir = candidate.path.parent().unwrap_or(&candidate.path);
    let root = alone.project(&alone.folder(dir, language.manifest())?);
    let options = Options {
        paths: vec![root],
        stdin: None,
        ..options.clone()
    };
    let project = Shared::new(&options, Task::Inventory, cwd, &|| {}, &texts)?;
    let explained = project.explained(&candidate, language, &asked);
    project.failure.into_result()?;
    explained
}

/// The file that is meant: of `a:3:27`, `a` at 3:27, else `a:3` at line 27.
fn existing(asked: &Asked, cwd: &Path) -> Result<Asked> {
    let is_file = |path: &Path| cwd.join(path).is_file();
    if is_file(&asked.path) {
        return Ok(asked.clone());
    }
    if let Some(column) = asked.column {
        let mut longer = asked.path.clone().into_os_string();
        longer.push(format!(":{}", asked.line));
        let longer = PathBuf::from(longer);
        if is_file(&longer) {
            return Ok(Asked {
                path: longer,
                line: column,
                column: None,
            });
        }
    }
    let shown = path::slashed(&asked.path);
    Err(match cwd.join(&asked.path).symlink_metadata() {
        Ok(_) => unexplained(
            &shown,
            "it is not a regular file",
            "name a file, its line and its column",
        ),
        Err(_) => Error::new(format!("no such file: `{shown}`"))
            .help("check the spelling; paths are relative to the working directory"),
    })
}

impl Shared<'_> {
    /// The folder of all files that may have a say: the workspace, else the component, else the repository, else the
    /// file's own folder.
    fn project(&self, folder: &Folder) -> PathBuf {
        let workspace = match folder.manifests {
            ManifestKind::Cargo => self.manifests.workspace_root(&folder.dir),
            ManifestKind::Npm => None,
        };
        if let Some(workspace) = workspace {
            return workspace;
        }
        if folder.manifest().is_some() || folder.settings.settings.origin.is_some() {
            return self.component(folder);
        }
        let repository = fence::repository(&folder.dir);
        repository.unwrap_or(&folder.dir).to_path_buf()
    }

    fn explained(
        &self,
        candidate: &Candidate,
        language: &'static dyn Language,
        asked: &Asked,
    ) -> Result<Explained> {
        let (mut done, neighbours, _) = self.lint_all()?;
        self.settle(&mut done, Seeds::new(), &neighbours);
        let mut bytes = discover::Buffer::default();
        let limit = self.limits(candidate)?.file_size;
        let text = discover::read(&candidate.path, &mut bytes, limit)
            .map_err(Unread::from)
            .and_then(|()| discover::utf8(&bytes));
        let text =
            text.map_err(|unread| unexplained(&candidate.shown, &unread.reason, &unread.help))?;
        let dir = candidate.path.parent().unwrap_or(&candidate.path);
        let folder = self.folder(dir, language.manifest())?;
        let own = std::sync::Arc::new(own::sorted(done.constants));
        let told = Told {
            own: &own,
            neighbours: &neighbours,
            seeds: done.seeds.get(&candidate.path).map_or(&[], Vec::as_slice),
        };
        let path = path::slashed(&candidate.path);
        let (mut around, role_why) = self.around(candidate, &path, Some(language), &folder, told);
        around.minified = prefilter::is_minified(&candidate.shown, &bytes);
        let notes = self.left_out(candidate)?.into_iter().collect();
        let source = (candidate.shown.as_str(), text);
        let extent = around.asks_project().then(|| folder.extent.clone());
        let contract = self.contract(done.files, extent);
        let explain = || around.explain(source, language, asked, &contract, (role_why, notes));
        isolated(explain).unwrap_or_else(|panic| {
            let help = "this is a bug in parselint: please report it with the file";
            Err(unexplained(&candidate.shown, &panic, help))
        })
    }

    /// What all files do with the app's codes, also those of the rest of a project.
    fn contract(&self, files: Vec<Unfinished>, extent: Option<PathBuf>) -> Contract {
        let roots = self.not_walked(extent.into_iter().collect());
        let rest = match roots.is_empty() {
            true => Vec::new(),
            false => below(roots, self).files,
        };
        let files = files.into_iter().chain(rest);
        Contract::new(files.flat_map(|file| file.app_uses).collect())
    }

    /// That `check` leaves the file out, where it does.
    fn left_out(&self, candidate: &Candidate) -> Result<Option<String>> {
        let excluded = |path: &Path| self.excluded(path);
        let (_, left_out) = discover::borrowed(&self.request(&excluded), &candidate.path)?;
        Ok(left_out.then(|| {
            "`check` leaves the file out: an ignore file or an exclusion says so; `--no-ignore` lints it".into()
        }))
    }
}
