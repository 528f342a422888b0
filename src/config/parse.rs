//! The text of a configuration, as settings. Whatever is wrong in it is told at its place.

mod app_codes;
mod limits;
mod text;

#[cfg(test)]
pub(super) use app_codes::KEYS as APP_CODE_KEYS;
#[cfg(test)]
pub(super) use limits::KEYS as LIMIT_KEYS;

use std::collections::BTreeMap;
use std::path::{Component as Part, Path};

use toml::de::{DeTable, DeValue};

use self::text::{Key, Text, Value, found};
use super::globs;
use crate::model::error::Result;
use crate::model::finding::Severity;
use crate::model::nearest::nearest;
use crate::model::resolved::Role;
use crate::model::settings::{Component, Override, Settings, Suggest};

/// Everything but `root` and `origin`, which the text does not know. `path` is as shown to the user.
pub(super) fn settings(path: &str, text: &str, known_rules: &[&str]) -> Result<Settings> {
    let reader = Reader {
        text: Text::new(path, text),
        known_rules,
    };
    let document = reader.text.parse()?;
    reader.settings(document.get_ref())
}

struct Reader<'a> {
    text: Text<'a>,
    known_rules: &'a [&'a str],
}

pub(super) const KEYS: &[&str] = &[
    "exclude",
    "fail-on",
    "baseline",
    "rules",
    "component",
    "app-codes",
    "suggest",
    "limits",
    "override",
];

pub(super) const COMPONENT_KEYS: &[&str] = &["files", "role"];
pub(super) const OVERRIDE_KEYS: &[&str] = &["files", "rules"];
pub(super) const SUGGEST_KEYS: &[&str] = &["javascript", "rust"];

impl Reader<'_> {
    fn settings(&self, document: &DeTable<'_>) -> Result<Settings> {
        let mut settings = Settings::default();
        for (key, value) in text::in_order(document) {
            match key.get_ref().as_ref() {
                "exclude" => settings.exclude = self.globs(value)?,
                "fail-on" => settings.fail_on = Some(self.fail_on(value)?),
                "baseline" => settings.baseline = Some(self.baseline(value)?),
                "rules" => settings.rules = self.rules(value)?,
                "component" => settings.components = self.each(key, value, Self::component)?,
                "app-codes" => settings.app_codes = app_codes::read(&self.text, value)?,
                "suggest" => settings.suggest = self.suggest(value)?,
                "limits" => settings.limits = limits::read(&self.text, value)?,
                "override" => settings.overrides = self.each(key, value, Self::overriding)?,
                _ => return Err(self.text.unknown("key", key, KEYS)),
            }
        }
        Ok(settings)
    }

    /// A path below the folder of the configuration: what a repository says is read and written in it alone.
    fn baseline(&self, value: &Value<'_>) -> Result<String> {
        let named = self.text.string(value)?;
        let leads_out = |part| !matches!(part, Part::Normal(_) | Part::CurDir);
        if !Path::new(named).components().any(leads_out) {
            return Ok(named.to_owned());
        }
        let label = "only a file below the folder of the configuration can stand here";
        let error = self.text.error(
            value.span(),
            "the baseline lies outside of the folder of the configuration",
            label,
        );
        Err(error.help("keep it beside the configuration, or name it with `--baseline`"))
    }

    /// The tables of `[[key]]`.
    fn each<T>(
        &self,
        key: &Key<'_>,
        value: &Value<'_>,
        read: impl Fn(&Self, &Value<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let Some(tables) = value.get_ref().as_array() else {
            let message = format!(
                "`{}` is a list of tables, not {}",
                key.get_ref(),
                found(value)
            );
            let error = self
                .text
                .error(key.span(), message, "one table stands here");
            return Err(error.help(format!("write `[[{}]]`", key.get_ref())));
        };
        tables.iter().map(|table| read(self, table)).collect()
    }

    fn component(&self, value: &Value<'_>) -> Result<Component> {
        let (mut files, mut role) = (None, None);
        for (key, value) in self.text.table(value)? {
            match key.get_ref().as_ref() {
                "files" => files = Some(self.globs(value)?),
                "role" => role = Some(self.role(value)?),
                _ => return Err(self.text.unknown("key", key, COMPONENT_KEYS)),
            }
        }
        Ok(Component {
            files: self.text.required(value, "files", files)?,
            role: self.text.required(value, "role", role)?,
        })
    }

    fn overriding(&self, value: &Value<'_>) -> Result<Override> {
        let (mut files, mut rules) = (None, None);
        for (key, value) in self.text.table(value)? {
            match key.get_ref().as_ref() {
                "files" => files = Some(self.globs(value)?),
                "rules" => rules = Some(self.rules(value)?),
                _ => return Err(self.text.unknown("key", key, OVERRIDE_KEYS)),
            }
        }
        Ok(Override {
            files: self.text.required(value, "files", files)?,
            rules: self.text.required(value, "rules", rules)?,
        })
    }

    fn rules(&self, value: &Value<'_>) -> Result<BTreeMap<String, Severity>> {
        let mut rules = BTreeMap::new();
        for (key, value) in self.text.table(value)? {
            let rule = key.get_ref().as_ref();
            if !self.known_rules.contains(&rule) {
                return Err(self.text.unknown("rule", key, self.known_rules));
            }
            let levels = Severity::ALL.map(Severity::name);
            let level = self
                .text
                .one_of(value, "level", &levels, Severity::from_name)?;
            rules.insert(rule.to_owned(), level);
        }
        Ok(rules)
    }

    fn fail_on(&self, value: &Value<'_>) -> Result<Severity> {
        let levels = [Severity::Advice, Severity::Warning, Severity::Error].map(Severity::name);
        self.text
            .one_of(value, "level", &levels, Severity::from_name)
    }

    fn role(&self, value: &Value<'_>) -> Result<Role> {
        let roles = Role::ALL.map(Role::name);
        self.text.one_of(value, "role", &roles, Role::from_name)
    }

    fn globs(&self, value: &Value<'_>) -> Result<Vec<String>> {
        let Some(patterns) = value.get_ref().as_array() else {
            return Err(self.text.wrong_type(value, "a list of patterns"));
        };
        let mut globs = Vec::with_capacity(patterns.len());
        for pattern in patterns.iter() {
            let glob = self.text.string(pattern)?;
            globs::check(glob).map_err(|why| {
                let message = format!("`{glob}` is not a valid pattern");
                self.text.error(pattern.span(), message, why)
            })?;
            globs.push(glob.to_owned());
        }
        Ok(globs)
    }

    fn suggest(&self, value: &Value<'_>) -> Result<Suggest> {
        let mut suggest = Suggest::default();
        for (key, value) in self.text.table(value)? {
            match key.get_ref().as_ref() {
                "javascript" => suggest.javascript = Some(self.template(value)?),
                "rust" => suggest.rust = Some(self.template(value)?),
                _ => return Err(self.text.unknown("key", key, SUGGEST_KEYS)),
            }
        }
        Ok(suggest)
    }

    /// A constant's spelling with exactly one place for its name.
    fn template(&self, value: &Value<'_>) -> Result<String> {
        const PLACES: [&str; 2] = ["SCREAMING_SNAKE", "PascalCase"];
        let template = self.text.string(value)?;
        let mut rest = PLACES.iter().fold(template.to_owned(), |text, place| {
            text.replace(&format!("{{{place}}}"), "\0")
        });
        let places = rest.matches('\0').count();
        rest.retain(|letter| letter == '{' || letter == '}');
        if places == 1 && rest.is_empty() {
            return Ok(template.to_owned());
        }
        let meant = template
            .split(['{', '}'])
            .nth(1)
            .and_then(|word| nearest(word, PLACES));
        let place = meant.unwrap_or(PLACES[0]);
        let message = "a spelling has exactly one place for the constant's name";
        let error = self
            .text
            .error(value.span(), message, "no such place, or several");
        Err(error.help(format!("write `{{{place}}}` where the name belongs")))
    }
}

/// A table's or an array's value is told by its kind, a plain one as it is written.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
