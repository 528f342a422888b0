//! Which codes get a constant, under which names, and what is said of them.
//!
//! The names of the registry come first, then those that the project has in use. What emitted modules declare is no use of
//! a code, or none would ever go; but it lends its names.

use std::collections::{BTreeMap, BTreeSet};

use super::{Constant, Found, names};
use crate::model::catalogue::{self, CodeEntry};
use crate::model::emitted;
use crate::model::inventory::InventoryUse;
use crate::model::outcome::FileOutcome;
use crate::model::resolved::{Intent, Role};
use crate::model::settings::{AppCode, LONGEST_NAME};

pub(super) struct Chosen {
    /// Ascending by code; each code and each name once.
    pub(super) constants: Vec<Constant>,
    pub(super) notes: Vec<String>,
}

pub(super) fn choose(all: bool, found: Found<'_>) -> Chosen {
    let own = own_names(found);
    let (used, mut notes) = used(found, &own);
    let predefined = catalogue::entries().iter();
    let predefined = predefined.filter(|entry| all || used.contains_key(&entry.code));
    let mut constants: Vec<Constant> = predefined.map(of_entry).collect();
    constants.extend(found.registry.iter().map(registered));
    let mut taken: BTreeMap<String, i64> = BTreeMap::new();
    for constant in &constants {
        taken.insert(constant.name.clone(), constant.code);
    }
    for (code, roles) in used {
        let known = catalogue::is_predefined(code)
            || found
                .registry
                .iter()
                .any(|registered| registered.code == code);
        if known {
            continue;
        }
        match own_constant(code, &roles, &own, &mut taken) {
            Ok(constant) => constants.push(constant),
            Err(note) => notes.push(note),
        }
    }
    constants.sort_by_key(|constant| constant.code);
    Chosen { constants, notes }
}

/// A code of the project's own that is no code of the registry; else why it has no constant.
fn own_constant(
    code: i64,
    roles: &BTreeSet<Role>,
    own: &BTreeMap<i64, String>,
    taken: &mut BTreeMap<String, i64>,
) -> Result<Constant, String> {
    if !roles.iter().any(|role| may_have(*role, code)) {
        return Err(format!(
            "{code} is left out, as it is no code of an app's own; `parselint check` says what to do about it"
        ));
    }
    let advice = "give it one in `[app-codes]`";
    let Some(name) = own.get(&code) else {
        return Err(format!("{code} has no name: {advice}"));
    };
    if let Some(first) = taken.get(name) {
        return Err(format!(
            "{code} has no name but `{name}`, which is {first}: {advice}"
        ));
    }
    taken.insert(name.clone(), code);
    let whose = match (9000..=9999).contains(&code) {
        true => "An error of this app's own.",
        false => "An error of this module's own.",
    };
    Ok(Constant {
        name: name.clone(),
        code,
        about: whose.into(),
    })
}

/// Whether a component may have a code of its own.
fn may_have(role: Role, code: i64) -> bool {
    match role {
        Role::App => (9000..=9999).contains(&code),
        Role::Server => (i64::from(i32::MIN)..=4999).contains(&code),
        Role::ThirdParty => false,
    }
}

/// The codes in use, and whose they are; what is wanted by a name that nobody knows is noted.
fn used(
    found: Found<'_>,
    own: &BTreeMap<i64, String>,
) -> (BTreeMap<i64, BTreeSet<Role>>, Vec<String>) {
    let mut used: BTreeMap<i64, BTreeSet<Role>> = BTreeMap::new();
    let files = found.outcome.files.iter();
    for one in files
        .clone()
        .filter(|file| !is_emitted(file, found))
        .flat_map(all_of)
    {
        used.entry(one.code).or_default().insert(one.role);
    }
    let mut notes = BTreeSet::new();
    for (path, name) in found.wanted {
        match code_named(name, found, own) {
            Some(code) => {
                // Whose it is, the module's own constant tells.
                let declared = files
                    .clone()
                    .flat_map(all_of)
                    .filter(|one| one.code == code);
                let roles = used.entry(code).or_default();
                roles.extend(declared.map(|one| one.role));
            }
            None => {
                notes.insert(format!(
                    "`{name}` is wanted of `{path}`, and nothing says which code it is: name it in `[app-codes]`"
                ));
            }
        }
    }
    (used, notes.into_iter().collect())
}

/// The code that this module's constant of a name has.
fn code_named(name: &str, found: Found<'_>, own: &BTreeMap<i64, String>) -> Option<i64> {
    let mut registry = found.registry.iter();
    let registered = registry.find(|known| constant_name(&known.name) == name);
    let predefined = || {
        catalogue::entries()
            .iter()
            .find(|entry| names::of(entry) == name)
    };
    let of_project = || own.iter().find(|(_, known)| *known == name);
    registered
        .map(|known| known.code)
        .or_else(|| predefined().map(|entry| entry.code))
        .or_else(|| of_project().map(|(code, _)| *code))
}

fn all_of(file: &FileOutcome) -> impl Iterator<Item = &InventoryUse> {
    file.uses.iter().chain(&file.references)
}

fn is_emitted(file: &FileOutcome, found: Found<'_>) -> bool {
    file.file
        .whole()
        .is_some_and(|file| emitted::is_emitted(&file.text))
        || found.except == Some(file.file.path())
}

/// The names that the project has for codes of its own: those of constants before those of references, of several the
/// first one by the alphabet.
fn own_names(found: Found<'_>) -> BTreeMap<i64, String> {
    let mut names: BTreeMap<i64, BTreeSet<(u8, String)>> = BTreeMap::new();
    for file in &found.outcome.files {
        let emitted = is_emitted(file, found);
        for one in all_of(file) {
            let name = one.constant.as_deref().and_then(usable);
            let Some(name) = name.filter(|_| !catalogue::is_predefined(one.code)) else {
                continue;
            };
            let rank = match (
                one.literal.is_some() && one.intent == Intent::Names,
                emitted,
            ) {
                (true, false) => 0,
                (true, true) => 1,
                (false, _) => 2,
            };
            names.entry(one.code).or_default().insert((rank, name));
        }
    }
    let first = |(code, names): (i64, BTreeSet<(u8, String)>)| {
        names.into_iter().next().map(|(_, name)| (code, name))
    };
    names.into_iter().filter_map(first).collect()
}

/// `ACCOUNT_BANNED` of `codes::AccountBanned`; `None` for what would not do as a constant of an app's own code.
fn usable(constant: &str) -> Option<String> {
    let name = constant_name(constant.rsplit(['.', ':']).next()?);
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let fits = plain && name.starts_with(|first: char| first.is_ascii_alphabetic());
    (fits && name.len() <= LONGEST_NAME && catalogue::codes_named(&name).is_empty()).then_some(name)
}

fn constant_name(name: &str) -> String {
    catalogue::screaming_snake(name)
}

fn registered(own: &AppCode) -> Constant {
    let about = match own.description.trim() {
        "" => "An error of this app's own.",
        description => description,
    };
    Constant {
        name: constant_name(&own.name),
        code: own.code,
        about: about.into(),
    }
}

fn of_entry(entry: &CodeEntry) -> Constant {
    let note = entry.note.unwrap_or_default();
    let is_trap = catalogue::traps_of(entry.code).next().is_some();
    let about = match entry.description() {
        "" => note.to_owned(),
        description if is_trap => format!("{description} {note}"),
        description => description.to_owned(),
    };
    Constant {
        name: names::of(entry),
        code: entry.code,
        about,
    }
}
