//! The project's own constants of Parse codes, looked for once a project and only when a finding asks for them.
//!
//! A constant is found by name and value: it bears a Parse name of its number, or stands in a table of Parse codes; in a module that
//! `emit` wrote, every constant is one. How
//! a file writes it is for its language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::emitted;
use crate::model::facts::{CodeUse, Export, Expr, Facts, Operand, Subject};
use crate::model::hashed::HashMap;
use crate::model::resolved::{Intent, OwnConstant, Package, ResolvedUse};
use crate::model::source::SourceFile;

/// Constants by their numbers, each number's in a fixed order.
pub(super) type Constants = BTreeMap<i64, Vec<OwnConstant>>;

/// Where a text's project is asked for its constants.
pub(super) trait Own {
    fn constants(&self) -> Arc<Constants>;
}

/// A project of which nothing is asked.
pub(super) struct Nothing;

impl Own for Nothing {
    fn constants(&self) -> Arc<Constants> {
        Arc::default()
    }
}

/// A project that is known.
impl Own for Arc<Constants> {
    fn constants(&self) -> Arc<Constants> {
        Arc::clone(self)
    }
}

/// The projects of a run, by their folders.
#[derive(Default)]
pub(super) struct Projects {
    known: Mutex<HashMap<PathBuf, Arc<Constants>>>,
}

impl Projects {
    /// The constants below a folder; `load` reads them the first time, while other threads wait for its answer.
    pub(super) fn constants(
        &self,
        root: &Path,
        load: impl FnOnce() -> Constants,
    ) -> Arc<Constants> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(root) {
            return Arc::clone(found);
        }
        let found = Arc::new(load());
        known.insert(root.to_path_buf(), Arc::clone(&found));
        found
    }
}

/// The constants that a file offers to others: those that are codes, and of a module that was emitted all.
pub(super) fn offered(
    file: &SourceFile,
    facts: &Facts,
    uses: &[ResolvedUse<'_>],
    package: Option<&Package>,
) -> Vec<(i64, OwnConstant)> {
    let is_code = |code_use: &CodeUse| {
        let mut uses = uses.iter();
        uses.any(|one| one.intent == Intent::Names && one.code_use.span == code_use.span)
    };
    let all = emitted::is_emitted(&file.text);
    let offered = facts.uses.iter().filter_map(|code_use| {
        let (Operand::Number(code), Subject::Named { .. }) = (&code_use.operand, &code_use.subject)
        else {
            return None;
        };
        if !all && !is_code(code_use) {
            return None;
        }
        let mut exports = facts.exports.iter();
        let written = exports.find(|export| export.operand == Some(code_use.span));
        let (export, items) = match written {
            Some(export) if export.wraps => return None,
            Some(export) => (export, export.items.clone()),
            None => by_name(facts, code_use)?,
        };
        let constant = OwnConstant {
            path: file.path.clone(),
            package: package.map(Package::home),
            items,
            reach: export.reach,
            variant: export.variant,
            ty: export.ty.clone(),
        };
        Some((*code, constant))
    });
    offered.collect()
}

/// The type that all constants have whose type is declared; `None` where there is none, or several.
pub(super) fn one_type(constants: &Constants) -> Option<String> {
    let mut types = constants
        .values()
        .flatten()
        .filter_map(|constant| constant.ty.as_ref());
    let first = types.next()?;
    types.all(|ty| ty == first).then(|| first.clone())
}

/// The export of a constant, or of its table, that is declared first and exported by its name, and the names that lead to
/// the constant.
fn by_name<'f>(facts: &'f Facts, code_use: &CodeUse) -> Option<(&'f Export, Vec<String>)> {
    let Subject::Named { name, group } = &code_use.subject else {
        return None;
    };
    let group = match group {
        Some(group) => Some(facts.groups.get(*group as usize)?.name.as_ref()?),
        None => None,
    };
    let declared = group.unwrap_or(name);
    let mut exports = facts.exports.iter();
    let export = exports.find(|export| {
        export.operand.is_none() && matches!(&export.value, Expr::Name(value) if value == declared)
    })?;
    let member = group.map(|_| name.clone());
    let items = export.items.iter().cloned().chain(member).collect();
    // A name may be declared again in a function.
    let top = group.is_some() || code_use.scope == 0;
    top.then_some((export, items))
}

/// Constants of many files, in the order of their numbers and then of their places.
pub(super) fn sorted(all: impl IntoIterator<Item = (i64, OwnConstant)>) -> Constants {
    let mut constants = Constants::new();
    for (code, constant) in all {
        constants.entry(code).or_default().push(constant);
    }
    for same in constants.values_mut() {
        same.sort();
        same.dedup();
    }
    constants
}
