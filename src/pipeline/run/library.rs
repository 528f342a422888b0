//! Sources that others import from, read from the disk when somebody asks for them.

use std::borrow::Cow;
use std::path::Path;

use super::Shared;
use super::held::is_plain;
use crate::discover;
use crate::lang;
use crate::model::path;
use crate::model::source::SourceFile;
use crate::pipeline::file::beyond;
use crate::pipeline::isolate::timed;
use crate::pipeline::neighbours::{Library, Module};
use crate::pipeline::shelf::Reading;
use crate::prefilter;

impl Library for Shared<'_> {
    fn has(&self, path: &str, top: &str) -> bool {
        let (path, top) = (Path::new(path), Path::new(top));
        let Ok(inside) = path.strip_prefix(top) else {
            return false;
        };
        let mut parts = inside.components();
        lang::of(path).is_some()
            && parts.all(|part| part.as_os_str() != "node_modules")
            && path.metadata().is_ok_and(|found| found.is_file())
            && is_plain(path, top)
    }

    /// What is ignored lends its constants all the same. Minified sources, those too large or too deep for a tree, and what
    /// is no UTF-8 lend nothing.
    fn module(&self, path: &str) -> Option<Module> {
        let path = Path::new(path);
        let language = lang::of(path)?;
        let folder = self.folder(path.parent()?, language.manifest()).ok()?;
        let limits = &folder.settings.settings.limits;
        let mut bytes = discover::Buffer::default();
        self.read(path, &mut bytes, limits.tree_size).ok()?;
        let text = discover::utf8(&bytes).ok()?;
        let shown = path::shown(path, self.cwd);
        let whole = self.shelf.mark(&shown, text);
        let scan = self.shelf.scan(whole, || language.scan(text));
        if prefilter::looks_minified(&bytes) || beyond(limits, text, language, scan).is_some() {
            return None;
        }
        // What is linted as a whole is read once.
        let lent = match scan.candidate {
            true => Cow::Borrowed(text),
            false => language.lent(text),
        };
        let mark = match &lent {
            Cow::Borrowed(_) => whole,
            Cow::Owned(lent) => self.shelf.mark(&shown, lent),
        };
        let file = SourceFile::new(shown, lent);
        // In its own time: what it says must not depend on who asks.
        let read = || timed(limits.time, || language.facts(&file));
        let facts = self.shelf.facts(mark, Reading::Whole, read).ok()?;
        let about = self.about_of(&folder);
        Some(Module {
            role: self.role(path, &folder).0,
            in_test: folder.is_test(path),
            package: about.package.clone(),
            folders: about.folders.clone(),
            top: folder.top,
            file,
            facts,
            language,
        })
    }
}
