//! Records of errors: object literals with a `code` that are kept under names, and what takes that code out of them.
//!
//! `FAULTS.GONE.code`, `FAULTS[kind].code`, `const { code } = FAULTS.GONE`, `FAULTS.find(..).code` all lead to the numbers in
//! the literals. An unknown key may be any.

use super::meaning::Meaning;
use super::{Keyed, Resolver};
use crate::model::facts::{ANY_KEY, Bound, CodeUse, Expr, Fate, Field, Operand, ScopeId, Subject};
use crate::model::hashed::HashMap;
use crate::model::source::Span;

/// How many names are followed to a record.
const HOPS: u8 = 8;
/// How many records one path may lead to.
const MOST: usize = 64;
/// Constants of the SDK that make the other records beside them Parse's.
const TELLING: usize = 2;

/// The records of a file.
#[derive(Default)]
pub(super) struct Records<'a> {
    /// By the name that they are kept under: the keys that lead to each from there, and its number.
    kept: HashMap<(&'a str, Option<u32>), Vec<Kept<'a>>>,
    /// Constants of the SDK as codes of records, by what the records are kept in.
    constants: HashMap<Place<'a>, usize>,
}

/// The keys that lead to a record, and its number.
type Kept<'a> = (Vec<&'a str>, Span);

/// What a record is kept in: the outermost literal's name, and the keys to what holds the record.
type Place<'a> = (Keyed<'a>, &'a [String]);

impl<'a> Records<'a> {
    pub(super) fn new(resolver: &Resolver<'a>) -> Self {
        let mut records = Self::default();
        for code_use in &resolver.facts.uses {
            let Some((field, target)) = kept(code_use) else {
                continue;
            };
            match &code_use.operand {
                Operand::Number(_) | Operand::Text(_) => {
                    let Some(root) = target.root_name() else {
                        continue;
                    };
                    let id = resolver.names.find(root, code_use.scope).map(|(id, _)| id);
                    let mut keys = members(target);
                    keys.extend(field.parents.iter().map(String::as_str));
                    let same = records.kept.entry((root, id)).or_default();
                    same.push((keys, code_use.span));
                }
                Operand::Path(path) => {
                    let constant = resolver.meaning(path, code_use.scope);
                    if let (Meaning::Constant { .. }, Some(place)) =
                        (constant, place(resolver, code_use))
                    {
                        *records.constants.entry(place).or_default() += 1;
                    }
                }
            }
        }
        records
    }

    /// The numbers of the records that `base` may be.
    pub(super) fn codes(&self, resolver: &Resolver<'_>, base: &Expr, scope: ScopeId) -> Vec<Span> {
        let mut found = Vec::new();
        if !self.kept.is_empty() {
            self.collect(resolver, base, scope, Vec::new(), HOPS, &mut found);
        }
        found
    }

    /// `keys` lead on from `base`, the last of them first.
    fn collect(
        &self,
        resolver: &Resolver<'_>,
        base: &Expr,
        scope: ScopeId,
        mut keys: Vec<String>,
        hops: u8,
        found: &mut Vec<Span>,
    ) {
        let Some(hops) = hops.checked_sub(1) else {
            return;
        };
        match base {
            Expr::Member(base, key) => {
                keys.push(key.clone());
                self.collect(resolver, base, scope, keys, hops + 1, found);
            }
            Expr::Call { callee, .. } => {
                if let Expr::Member(list, method) = callee.as_ref()
                    && matches!(method.as_str(), "find" | "at" | "pop" | "shift" | "get")
                {
                    keys.push(ANY_KEY.into());
                    self.collect(resolver, list, scope, keys, hops, found);
                }
            }
            Expr::Either(options) => {
                for option in options {
                    self.collect(resolver, option, scope, keys.clone(), hops / 2, found);
                }
            }
            Expr::Name(name) => {
                let binding = resolver.names.find(name, scope);
                let id = binding.map(|(id, _)| id);
                let kept = self.kept.get(&(name.as_str(), id)).into_iter().flatten();
                let same = kept.filter(|(path, _)| leads(&keys, path));
                let room = MOST.saturating_sub(found.len());
                found.extend(same.map(|(_, span)| *span).take(room));
                if let Some((_, binding)) = binding
                    && let Bound::Value(value) = &binding.value
                {
                    self.collect(resolver, value, binding.scope, keys, hops, found);
                }
            }
            Expr::Slot(id) => {
                if let Some(binding) = resolver.names.get(*id)
                    && let Bound::Value(value) = &binding.value
                {
                    self.collect(resolver, value, binding.scope, keys, hops, found);
                }
            }
            _ => {}
        }
    }

    /// Whether other records beside one have constants of the SDK as their codes.
    pub(super) fn are_parse(&self, resolver: &Resolver<'_>, code_use: &CodeUse) -> bool {
        let constants: &HashMap<Place<'_>, usize> = &self.constants;
        let place = place(resolver, code_use);
        place.is_some_and(|place| constants.get(&place) >= Some(&TELLING))
    }
}

/// The field of a record that is kept under a name, and the name.
fn kept(code_use: &CodeUse) -> Option<(&Field, &Expr)> {
    match &code_use.subject {
        Subject::Field(
            field @ Field {
                key,
                fate: Fate::Bound { target },
                ..
            },
        ) if key == "code" => Some((field, target)),
        _ => None,
    }
}

fn place<'u>(resolver: &Resolver<'_>, code_use: &'u CodeUse) -> Option<Place<'u>> {
    let (field, target) = kept(code_use)?;
    let (_, outer) = field.parents.split_last()?;
    Some((resolver.keyed(target, code_use.scope), outer))
}

/// The names behind the first one of a path.
fn members(path: &Expr) -> Vec<&str> {
    match path {
        Expr::Member(base, name) => {
            let mut names = members(base);
            names.push(name);
            names
        }
        _ => Vec::new(),
    }
}

/// Whether keys, the last of them first, lead to a path; an unknown key is any, or the index of a list.
fn leads(keys: &[String], path: &[&str]) -> bool {
    // By how much of the path the keys so far may have used up.
    let mut open = vec![false; path.len() + 1];
    open[0] = true;
    for key in keys.iter().rev() {
        let mut next = vec![false; path.len() + 1];
        for at in (0..=path.len()).filter(|at| open[*at]) {
            let any = key == ANY_KEY;
            next[at] |= any;
            if let Some(name) = path.get(at) {
                next[at + 1] |= any || name == key;
            }
        }
        open = next;
    }
    open[path.len()]
}

#[cfg(test)]
mod tests {
    use super::leads;

    #[test]
    fn keys_lead_to_paths() {
        for (keys, path, expected) in [
            (&["GONE"][..], &["GONE"][..], true),
            (&["GONE"], &["SOLD"], false),
            (&["[]"], &["GONE"], true),
            (&["[]"], &[], true),
            (&["[]"], &["a", "b"], false),
            (&["[]", "b"], &["a", "b"], true),
            (&["[]", "b"], &["b"], true),
            (&[], &["a"], false),
        ] {
            let keys: Vec<String> = keys.iter().rev().map(|key| (*key).to_owned()).collect();
            assert_eq!(leads(&keys, path), expected, "{keys:?} {path:?}");
        }
        let many = vec!["[]".to_owned(); 200];
        assert!(leads(&many, &["a"; 200]));
    }
}
