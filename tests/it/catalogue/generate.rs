//! Writes `src/model/catalogue/table.rs` from `rules/`.
//!
//! What the tables promise (a code has an entry, a candidate is a constant of JavaScript) is checked on the way;
//! a broken promise is an error that names the row.

use super::data::{Candidate, Constant, Recognition, Rules, SdkFile, Trap};
use parselint::model::catalogue::normalise;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};

type Result<T> = std::result::Result<T, String>;

const HEAD: &str = "//! Generated from `rules/` by `UPDATE=1 cargo test catalogue`. Do not edit.

use super::*;
";

/// The text of `table.rs`.
pub(crate) fn table(rules: &Rules) -> Result<String> {
    let maker = Maker::new(rules)?;
    let parts = [
        maker.entries()?,
        maker.names(),
        maker.javascript(),
        maker.rust()?,
        maker.unknown_names()?,
        maker.http()?,
        maker.ambiguities()?,
        maker.sdks(),
        maker.ranges(),
        maker.traps()?,
        maker.outsiders()?,
        maker.words()?,
    ];
    Ok(format!("{HEAD}\n{}", parts.join("\n")))
}

struct Maker<'a> {
    rules: &'a Rules,
    /// Every predefined number.
    codes: BTreeSet<i64>,
    javascript: BTreeMap<&'a str, i64>,
}

impl<'a> Maker<'a> {
    fn new(rules: &'a Rules) -> Result<Self> {
        let listed = rules.codes.code.iter().map(|row| row.code);
        let codes = listed.chain(rules.codes.extra.iter().map(|row| row.code));
        let js = rules.sdks.iter().find(|sdk| sdk.id == "js");
        let constants = &js.ok_or("there is no rules/sdk/js.toml")?.constants;
        Ok(Self {
            rules,
            codes: codes.collect(),
            javascript: constants
                .iter()
                .map(|c| (c.name.as_str(), c.code))
                .collect(),
        })
    }

    fn entries(&self) -> Result<String> {
        self.check_codes()?;
        let rows = self.codes.iter().map(|code| self.entry(*code));
        Ok(list("ENTRIES", "CodeEntry", rows))
    }

    /// Remarks and server literals are of predefined numbers, one a number; constants of those or of outsiders.
    fn check_codes(&self) -> Result<()> {
        let codes = &self.rules.codes;
        let outsiders: BTreeSet<i64> = codes.outsider.iter().map(|row| row.code).collect();
        unique("remark", codes.remark.iter().map(|row| row.code))?;
        unique(
            "server-literal",
            codes.server_literal.iter().map(|row| row.code),
        )?;
        for code in codes.remark.iter().map(|row| row.code) {
            self.predefined("remark", code)?;
        }
        for code in codes.server_literal.iter().map(|row| row.code) {
            self.predefined("server-literal", code)?;
        }
        for sdk in &self.rules.sdks {
            for constant in &sdk.constants {
                if !outsiders.contains(&constant.code) {
                    self.predefined(&format!("{}: {}", sdk.id, constant.name), constant.code)?;
                }
            }
        }
        Ok(())
    }

    fn predefined(&self, what: &str, code: i64) -> Result<()> {
        let known = self.codes.contains(&code);
        known
            .then_some(())
            .ok_or_else(|| format!("{what}: {code} is not predefined"))
    }

    fn entry(&self, code: i64) -> String {
        let codes = &self.rules.codes;
        let mut rows = String::new();
        for row in codes.code.iter().filter(|row| row.code == code) {
            let _ = write!(
                rows,
                "\n            PageRow {{ name: {:?}, section: {:?}, deprecated: {:?}, description: {:?} }},",
                row.name, row.section, row.deprecated, row.description
            );
        }
        let note = codes.remark.iter().find(|remark| remark.code == code);
        let literal = codes.server_literal.iter().find(|row| row.code == code);
        let server = literal.map(|row| {
            let places = if row.count == 1 { "place" } else { "places" };
            format!(
                "{} writes it without a constant in {} {places} of {}: {}",
                row.version,
                row.count,
                row.files.join(", "),
                row.meaning
            )
        });
        format!(
            "CodeEntry {{\n        code: {code},\n        rows: &[{rows}\n        ],\n        constants: {},\n        \
             note: {:?},\n        server: {:?},\n    }}",
            self.constants(code),
            note.map(|remark| &remark.text),
            server
        )
    }

    fn constants(&self, code: i64) -> String {
        let mut rows = String::new();
        for sdk in &self.rules.sdks {
            for Constant { name, since, .. } in sdk.constants.iter().filter(|c| c.code == code) {
                let _ = write!(
                    rows,
                    "\n            SdkConstant {{ sdk: {:?}, name: {name:?}, since: {since:?} }},",
                    sdk.id
                );
            }
        }
        format!("&[{rows}\n        ]")
    }

    /// Names of the page and of SDKs; Objective-C's also without its prefix.
    fn names(&self) -> String {
        let mut names: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        let mut add = |name: &str, code: i64| {
            names.entry(normalise(name)).or_default().insert(code);
        };
        for row in &self.rules.codes.code {
            add(&row.name, row.code);
        }
        let constants = self.rules.sdks.iter().flat_map(|sdk| &sdk.constants);
        for constant in constants.filter(|c| self.codes.contains(&c.code)) {
            add(&constant.name, constant.code);
            if let Some(bare) = constant.name.strip_prefix("kPF") {
                add(bare, constant.code);
            }
        }
        let rows = names.iter().map(|(name, codes)| {
            let codes: Vec<_> = codes.iter().collect();
            format!("({name:?}, &{codes:?})")
        });
        list("NAMES", "(&str, &[i64])", rows)
    }

    fn javascript(&self) -> String {
        let rows = self.javascript.iter().map(|pair| format!("{pair:?}"));
        list("JAVASCRIPT", "(&str, i64)", rows)
    }

    fn rust(&self) -> Result<String> {
        let core = self.rules.sdks.iter().find(|sdk| sdk.id == "rust-core");
        let constants = &core
            .ok_or("there is no rules/sdk/rust-core.toml")?
            .constants;
        let rows: BTreeMap<&str, i64> = constants
            .iter()
            .map(|c| (c.name.as_str(), c.code))
            .collect();
        let rows = rows.iter().map(|pair| format!("{pair:?}"));
        Ok(list("RUST", "(&str, i64)", rows))
    }

    fn unknown_names(&self) -> Result<String> {
        let mut rows = BTreeMap::new();
        for row in &self.rules.codes.unknown_name {
            if self.javascript.contains_key(row.name.as_str()) {
                return Err(format!(
                    "unknown-name: {} is a JavaScript constant",
                    row.name
                ));
            }
            for constant in &row.meant {
                self.javascript_code(constant)?;
            }
            let text = format!(
                "UnknownName {{ name: {:?}, meant: &{:?} }}",
                row.name, row.meant
            );
            if rows.insert(&row.name, text).is_some() {
                return Err(format!("unknown-name: {} is there twice", row.name));
            }
        }
        Ok(list("UNKNOWN_NAMES", "UnknownName", rows.into_values()))
    }

    fn javascript_code(&self, constant: &str) -> Result<i64> {
        let code = self.javascript.get(constant).copied();
        code.ok_or_else(|| format!("{constant} is no JavaScript constant"))
    }

    fn http(&self) -> Result<String> {
        let mut rows = BTreeMap::new();
        for row in &self.rules.codes.http {
            let default = row
                .default
                .as_deref()
                .map(|name| self.javascript_code(name));
            let default = default.transpose()?;
            let mut candidates = String::new();
            for Candidate { constant, words } in &row.candidates {
                let code = self.javascript_code(constant)?;
                let _ = write!(
                    candidates,
                    "\n            Candidate {{ code: {code}, words: &{words:?} }},"
                );
            }
            let text = format!(
                "HttpStatus {{\n        status: {}, phrase: {:?}, default: {default:?},\n        \
                 candidates: &[{candidates}\n        ],\n        server: {:?},\n        note: {:?},\n    }}",
                row.status, row.phrase, row.server, row.note
            );
            rows.insert(row.status, text);
        }
        Ok(list("HTTP", "HttpStatus", rows.into_values()))
    }

    fn ambiguities(&self) -> Result<String> {
        let mut rows = Vec::new();
        for row in &self.rules.codes.ambiguous {
            let code = row.code;
            let known = |name: &str| {
                let mut page = self.rules.codes.code.iter();
                let found = page.any(|page| page.code == code && page.name == name);
                found
                    .then_some(())
                    .ok_or_else(|| format!("ambiguous: {name} is no page name of {code}"))
            };
            known(&row.default)?;
            let mut choices = String::new();
            for choice in &row.choices {
                known(&choice.name)?;
                let _ = write!(
                    choices,
                    "\n            Choice {{ name: {:?}, words: &{:?} }},",
                    choice.name, choice.words
                );
            }
            rows.push(format!(
                "Ambiguity {{\n        code: {code}, default: {:?},\n        choices: &[{choices}\n        ],\n    }}",
                row.default
            ));
        }
        Ok(list("AMBIGUITIES", "Ambiguity", rows))
    }

    fn sdks(&self) -> String {
        let rows = self.rules.sdks.iter().map(|sdk| {
            let SdkFile { id, language, package, version, form, .. } = sdk;
            format!(
                "Sdk {{ id: {id:?}, language: {language:?}, package: {package:?}, version: {version:?}, form: {form:?} }}"
            )
        });
        list("SDKS", "Sdk", rows)
    }

    fn ranges(&self) -> String {
        let rows = self.rules.codes.range.iter().map(|range| {
            format!(
                "CodeRange {{\n        id: {:?}, heading: {:?}, min: {:?}, max: {:?},\n        text: {:?},\n    }}",
                range.id, range.heading, range.min, range.max, range.text.join("\n")
            )
        });
        list("RANGES", "CodeRange", rows)
    }

    /// A row for several SDKs becomes one a SDK, in the order of the SDKs.
    fn traps(&self) -> Result<String> {
        let mut rows = Vec::new();
        for trap in &self.rules.codes.trap {
            for id in &trap.sdks {
                let Trap {
                    code,
                    armed_by,
                    disarmed_by,
                    reason,
                    ..
                } = trap;
                let sdk = self.rules.sdks.iter().position(|sdk| sdk.id == *id);
                let sdk = sdk.ok_or_else(|| format!("trap: there is no SDK {id}"))?;
                if !self.rules.sdks[sdk]
                    .constants
                    .iter()
                    .any(|c| c.code == *code)
                {
                    return Err(format!("trap: {id} has no constant for {code}"));
                }
                let text = format!(
                    "Trap {{\n        sdk: {id:?}, code: {code},\n        armed_by: &{armed_by:?},\n        \
                     words: &{disarmed_by:?},\n        reason: {reason:?},\n    }}"
                );
                rows.push(((sdk, *code), text));
            }
        }
        unique("trap", rows.iter().map(|(key, _)| *key))?;
        rows.sort();
        Ok(list(
            "TRAPS",
            "Trap",
            rows.into_iter().map(|(_, text)| text),
        ))
    }

    fn outsiders(&self) -> Result<String> {
        let mut rows = BTreeMap::new();
        for row in &self.rules.codes.outsider {
            if self.codes.contains(&row.code) {
                return Err(format!("outsider: {} is predefined", row.code));
            }
            let text = format!(
                "Outsider {{\n        code: {}, remark: {:?},\n        constants: {},\n    }}",
                row.code,
                row.remark,
                self.constants(row.code)
            );
            rows.insert(row.code, text);
        }
        Ok(list("OUTSIDERS", "Outsider", rows.into_values()))
    }

    fn words(&self) -> Result<String> {
        let members: BTreeSet<_> = self
            .recognised(|found| &found.members)?
            .into_iter()
            .collect();
        let owners = self
            .rules
            .sdks
            .iter()
            .flat_map(|sdk| &sdk.foreign_error_owner);
        let owners = owners.map(|owner| {
            format!(
                "ForeignOwner {{\n        name: {:?},\n        packages: &{:?},\n        namespaces: &{:?},\n    }}",
                owner.name, owner.packages, owner.namespaces
            )
        });
        let words = |name, of: fn(&Recognition) -> &Vec<String>| {
            let words = self.recognised(of)?;
            Ok::<_, String>(list(name, "&str", words.into_iter().map(quoted)))
        };
        Ok([
            words("PACKAGES", |found| &found.packages)?,
            words("SDK_MODULES", |found| &found.sdk_modules)?,
            words("CRATES", |found| &found.crates)?,
            words("NAMESPACES", |found| &found.namespaces)?,
            words("ERROR_CLASSES", |found| &found.error_classes)?,
            words("CODE_ENUMS", |found| &found.code_enums)?,
            list("MEMBERS", "&str", members.into_iter().map(quoted)),
            list("FOREIGN_OWNERS", "ForeignOwner", owners),
        ]
        .join("\n"))
    }

    /// One list of words of all SDKs, each word once; an empty one is a slip in `rules/sdk`.
    fn recognised(&self, of: fn(&Recognition) -> &Vec<String>) -> Result<Vec<&'a String>> {
        let mut words: Vec<&String> = Vec::new();
        let found = self
            .rules
            .sdks
            .iter()
            .filter_map(|sdk| sdk.recognition.as_ref());
        for word in found.flat_map(of) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let missing = "no SDK says how it is recognised";
        (!words.is_empty())
            .then_some(words)
            .ok_or_else(|| missing.to_owned())
    }
}

fn quoted(text: &String) -> String {
    format!("{text:?}")
}

fn list(name: &str, of: &str, rows: impl IntoIterator<Item = String>) -> String {
    let mut text = format!("pub(super) static {name}: &[{of}] = &[\n");
    for row in rows {
        let _ = writeln!(text, "    {row},");
    }
    text.push_str("];\n");
    text.replace("&[\n        ]", "&[]")
        .replace("&[\n];", "&[];")
}

fn unique<T: Ord + Copy + Debug>(what: &str, keys: impl IntoIterator<Item = T>) -> Result<()> {
    let mut seen = BTreeSet::new();
    let twice = keys.into_iter().find(|key| !seen.insert(*key));
    twice.map_or(Ok(()), |key| Err(format!("{what}: {key:?} is there twice")))
}
