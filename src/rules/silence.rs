//! Why no rule has anything to say of a use that is a code: the conditions of the judges, in words.

use super::phrase;
use crate::model::catalogue;
use crate::model::facts::Site;
use crate::model::resolved::{Intent, ResolvedUse, Role, Target};

/// A clause without full stop, for a use that `judge` gives no finding for.
pub fn silence(resolved: &ResolvedUse<'_>) -> String {
    if resolved.pinned {
        return "it is pinned against its own constant: with the constant it would say `X == X`"
            .into();
    }
    if resolved.is_bound() {
        return "it bounds a range of codes: none of them is meant".into();
    }
    if matches!(resolved.target, Target::Constant(_)) {
        return "the code is written by its name, as it should be".into();
    }
    if let Some(named) = resolved.name.as_ref().filter(|named| named.right) {
        return format!("`{}` is a Parse name of the number", named.name);
    }
    if matches!(resolved.target, Target::NumericText(_)) && resolved.site() == Site::Lookup {
        return "keys of a table are strings by nature".into();
    }
    let Some(code) = phrase::own_code(resolved) else {
        return "no rule has anything against it".into();
    };
    match (resolved.role, resolved.intent) {
        (Role::App, _) => format!("{code} is one of an app's own codes, 9000-9999"),
        (_, Intent::Compares) => {
            format!(
                "{code} is compared only: a {} component does not make it",
                resolved.role.name()
            )
        }
        (Role::Server, _) if catalogue::range_of(code).is_some() => {
            format!("{code} is in the range of Parse Server and its modules, up to 4999")
        }
        _ => "no rule has anything against it".into(),
    }
}
