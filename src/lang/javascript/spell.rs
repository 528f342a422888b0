//! How a JavaScript or TypeScript file writes a code as a constant. What an import looks like is
//! for `importing`, what the project has of its own for `own`.

use super::{importing, own};
use crate::model::catalogue;
use crate::model::facts::{Site, Takes};
use crate::model::resolved::{ClassKnown, Goes, Package, ResolvedUse, SpellContext, Spelling};

/// Since this major version, Parse Server brings an SDK with every constant that the catalogue knows.
const COMPLETE_SERVER: [u32; 3] = [5, 0, 0];

/// The SDK's constant of a code, on the error class as the file can write it.
pub(super) fn spell(resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Spelling {
    let Some(constant) = catalogue::javascript_constant(code) else {
        return own(resolved, code, around);
    };
    let since = constant.since;
    Spelling::Constant {
        path: format!("{}.{}", resolved.class.path, constant.name),
        written: None,
        goes: goes(resolved, around),
        lacking: since.and_then(|since| lacking(around.package, since)),
        trap: catalogue::trap("js", code, resolved.code_use.message.as_deref())
            .map(|trap| trap.reason),
    }
}

/// A constant of the project's own that the file has a name for.
fn own(resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Spelling {
    let Some(path) = own::spelled(resolved, code, around) else {
        return Spelling::None {
            why: "the SDK has no constant for",
            own: None,
        };
    };
    Spelling::Constant {
        path,
        written: None,
        goes: match loses_its_type(resolved) {
            true => Goes::Likely,
            false => Goes::Certainly,
        },
        lacking: None,
        trap: None,
    }
}

fn goes(resolved: &ResolvedUse<'_>, around: &SpellContext<'_>) -> Goes {
    let path = &resolved.class.path;
    let name = path.split('.').next().unwrap_or(path);
    match resolved.class.known {
        ClassKnown::Certainly if loses_its_type(resolved) => Goes::Likely,
        ClassKnown::Certainly => Goes::Certainly,
        ClassKnown::Likely => Goes::Likely,
        ClassKnown::Shadowed => Goes::Not(format!("`{name}` means something else here")),
        ClassKnown::AsType => match importing::as_value(resolved.file, around.facts, name) {
            Some(edit) => Goes::Importing(edit),
            None => Goes::Not(format!("`{name}` is imported as a type only")),
        },
        ClassKnown::Missing => match importing::import(resolved.file, around) {
            Ok(edit) => Goes::Importing(edit),
            Err(why) => Goes::Not(why),
        },
    }
}

/// Whether TypeScript may know less of what stands there afterwards: the SDK declares its constants as `number`.
fn loses_its_type(resolved: &ResolvedUse<'_>) -> bool {
    let path = resolved.file.path.to_ascii_lowercase();
    let typed = [".ts", ".tsx", ".mts", ".cts"];
    let keyed = resolved.takes == Some(Takes::Key) || resolved.site() == Site::EnumMember;
    keyed && typed.iter().any(|extension| path.ends_with(extension))
}

/// Why a version that the package asks for may lack what came with `since`; `None` where all have it.
fn lacking(package: Option<&Package>, since: &str) -> Option<String> {
    if has(package, since) {
        return None;
    }
    let asked = package.and_then(|package| {
        let (name, range) = match (&package.parse_range, &package.server_range) {
            (Some(range), _) => ("parse", range),
            (None, Some(range)) => ("parse-server", range),
            (None, None) => return None,
        };
        Some(format!("`{}` asks for `{name}` {range}", package.manifest))
    });
    let asked = asked.unwrap_or_else(|| "no manifest says which version is in use".into());
    Some(format!("`parse` has it since {since}, and {asked}"))
}

/// Whether every version that the package asks for is at least `since`.
fn has(package: Option<&Package>, since: &str) -> bool {
    let Some(package) = package else { return false };
    let newest_enough = |range: &Option<String>, least: [u32; 3]| {
        range
            .as_deref()
            .is_some_and(|range| lowest(range) >= Some(least))
    };
    let least = lowest(since).unwrap_or_default();
    let asked = [
        (&package.parse_range, least),
        (&package.server_range, COMPLETE_SERVER),
    ];
    let mut asked = asked
        .into_iter()
        .filter(|(range, _)| range.is_some())
        .peekable();
    asked.peek().is_some() && asked.all(|(range, least)| newest_enough(range, least))
}

/// The lowest version that a range of npm's grammar lets through, as far as plain ranges go; `None` for what has no
/// lower bound (`*`, `latest`, `<3`, a Git address).
fn lowest(range: &str) -> Option<[u32; 3]> {
    let lowest_of = |part: &str| {
        let version = part
            .trim()
            .trim_start_matches(['^', '~', '=', 'v', '>', ' ']);
        if part.trim().starts_with('<') || !version.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut numbers = version
            .split(['.', '-', '+', ' '])
            .map(|number| number.parse().unwrap_or(0));
        Some([
            numbers.next()?,
            numbers.next().unwrap_or(0),
            numbers.next().unwrap_or(0),
        ])
    };
    let all: Option<Vec<[u32; 3]>> = range.split("||").map(lowest_of).collect();
    all?.into_iter().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_version_of_a_range_decides() {
        assert_eq!(lowest("^3.4.1"), Some([3, 4, 1]));
        assert_eq!(lowest("~2"), Some([2, 0, 0]));
        assert_eq!(lowest(">=2.15.0 <4"), Some([2, 15, 0]));
        assert_eq!(lowest("^5.0.0 || ^4.1.0"), Some([4, 1, 0]));
        assert_eq!(lowest("4.0.0-beta.1"), Some([4, 0, 0]));
        for open in [
            "*",
            "latest",
            "<3",
            "github:parse-community/Parse-SDK-JS",
            "",
        ] {
            assert_eq!(lowest(open), None, "{open}");
        }
    }

    #[test]
    fn a_constant_is_available_where_the_whole_range_has_it() {
        let asks = |parse: Option<&str>, server: Option<&str>| Package {
            parse_range: parse.map(str::to_owned),
            server_range: server.map(str::to_owned),
            ..Package::default()
        };
        assert!(has(Some(&asks(Some("^3.0.0"), None)), "3.0.0"));
        assert!(!has(Some(&asks(Some("^2.19.0"), None)), "3.0.0"));
        assert!(has(Some(&asks(None, Some("^6.2.0"))), "3.3.0"));
        assert!(!has(Some(&asks(None, Some("^4.2.0"))), "3.3.0"));
        assert!(!has(None, "3.0.0"));
    }
}
