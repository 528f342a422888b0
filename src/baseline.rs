//! The baseline: findings that a project knows of and has not got round to, so that only new ones are told.
//!
//! An entry is a finding by its rule, the file, the item that holds it and a hash of what stands there, and stands for
//! one finding: it survives moved lines, and a file that was renamed. One more finding of the same kind is new, and so is
//! the same line in another item. What is read and written, and where, is for `main`.

use std::collections::BTreeMap;
use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use crate::model::error::{Error, Place, Result};
use crate::model::excerpt::Excerpt;
use crate::model::finding::{Finding, NOT_LINTED};
use crate::model::nearest::nearest;
use crate::model::outcome::{FileOutcome, Hidden, Hiding};
use crate::model::source::Span;

/// One finding that is known. The order of the fields is that of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Relative to the folder of the baseline, separated by `/`.
    pub path: String,
    pub rule: String,
    /// The names of what holds the finding, as `Finding::item` has them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// Of the text of the line, blanks aside, and of the literal.
    pub hash: String,
    /// Why it is still there: for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The last day on which it is hidden: `2027-01-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

impl Entry {
    fn of(path: &str, file: &Excerpt, finding: &Finding) -> Self {
        Self {
            path: path.to_owned(),
            rule: finding.rule.id.to_owned(),
            item: finding.item.clone(),
            hash: hash(file, finding),
            reason: None,
            expires: None,
        }
    }

    /// All that a finding is known by, but for its file.
    fn kind(&self) -> [String; 3] {
        [&self.rule, &self.item, &self.hash].map(String::clone)
    }

    /// The same with its file.
    fn place(&self) -> [String; 4] {
        [&self.path, &self.rule, &self.item, &self.hash].map(String::clone)
    }
}

/// The entries of one file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    pub entries: Vec<Entry>,
}

/// A file with its path as entries have it.
pub struct Known<'f> {
    pub path: String,
    pub file: &'f mut FileOutcome,
}

/// What only the run knows of an entry.
pub struct Run<'a> {
    /// The day, as `Entry::expires` has it.
    pub today: &'a str,
    /// Whether the run would have found what an entry stands for, if it were still there.
    pub judges: &'a dyn Fn(&Entry) -> bool,
    /// Whether a file is there.
    pub exists: &'a dyn Fn(&str) -> bool,
}

/// What became of the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Those that are still of use, under the path that their file has by now, and those that this run says nothing of.
    pub kept: Vec<Entry>,
    /// Those whose finding is gone.
    pub leftover: Vec<Entry>,
    /// Those whose day is over while their finding is still there: it is shown again.
    pub expired: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline. `shown` is its path for people.
    pub fn parse(shown: &str, text: &str) -> Result<Self> {
        let mut entries = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let body = line.trim();
            if !body.is_empty() {
                let at = start + line.len() - line.trim_start().len();
                let place = |label: String| Place {
                    path: shown.to_owned(),
                    text: text.to_owned(),
                    span: Span::new(at, at + body.len()),
                    label,
                };
                entries.push(entry(body, shown, place)?);
            }
            start += line.len();
        }
        Ok(Self { entries })
    }

    /// Sorted, one entry a line, so that two branches seldom meet in it.
    pub fn render(&self) -> String {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort();
        let lines = entries
            .iter()
            .filter_map(|entry| serde_json::to_string(entry).ok());
        lines.map(|line| line + "\n").collect()
    }

    /// What is left of a baseline after a run, and an entry for each finding of the files that it did not know. An expired
    /// entry stays as it is: its finding is known, and somebody has to decide.
    #[must_use]
    pub fn of<'f>(
        applied: &Applied,
        files: impl Iterator<Item = (String, &'f FileOutcome)>,
    ) -> Self {
        let mut entries = [&applied.kept[..], &applied.expired].concat();
        let mut expired = Open::new(&applied.expired, Entry::place);
        for (path, file) in files {
            let findings = file.findings.iter().filter(|finding| can_hide(finding));
            let own = findings.map(|finding| Entry::of(&path, &file.file, finding));
            entries.extend(own.filter(|own| expired.take(&own.place()).is_none()));
        }
        Self { entries }
    }

    /// Hides the findings that entries stand for, each of them one.
    pub fn apply(&self, files: &mut [Known<'_>], run: &Run<'_>) -> Applied {
        let mut applied = Applied::default();
        // First where the file is where it was: what is left may be of one that was renamed.
        let mut here = Open::new(&self.entries, Entry::place);
        hide(files, &mut here, Entry::place, run, &mut applied);
        let mut gone: BTreeMap<&str, bool> = BTreeMap::new();
        let left = here.left();
        let (moved, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|entry| {
            *gone
                .entry(&entry.path)
                .or_insert_with(|| !(run.exists)(&entry.path))
        });
        let mut moved = Open::new(moved, Entry::kind);
        hide(files, &mut moved, Entry::kind, run, &mut applied);
        for entry in rest.into_iter().chain(moved.left()) {
            let list = match (run.judges)(entry) {
                true => &mut applied.leftover,
                false => &mut applied.kept,
            };
            list.push(entry.clone());
        }
        applied
    }
}

/// Entries that no finding has been found for yet, by what findings are known by.
struct Open<'e, K>(BTreeMap<K, Vec<&'e Entry>>);

impl<'e, K: Ord> Open<'e, K> {
    fn new(entries: impl IntoIterator<Item = &'e Entry>, key: fn(&Entry) -> K) -> Self {
        let mut open: BTreeMap<K, Vec<&Entry>> = BTreeMap::new();
        for entry in entries {
            open.entry(key(entry)).or_default().push(entry);
        }
        // The first of equal ones is taken first.
        open.values_mut().for_each(|entries| entries.reverse());
        Self(open)
    }

    fn take(&mut self, key: &K) -> Option<&'e Entry> {
        self.0.get_mut(key)?.pop()
    }

    fn left(self) -> Vec<&'e Entry> {
        let mut left: Vec<&Entry> = self.0.into_values().flatten().collect();
        left.sort();
        left
    }
}

/// Hides the findings that open entries stand for, unless their day is over.
fn hide<K: Ord>(
    files: &mut [Known<'_>],
    open: &mut Open<'_, K>,
    key: fn(&Entry) -> K,
    run: &Run<'_>,
    applied: &mut Applied,
) {
    for Known { path, file } in files {
        for finding in std::mem::take(&mut file.findings) {
            let own = Entry::of(path, &file.file, &finding);
            let found = can_hide(&finding).then(|| open.take(&key(&own))).flatten();
            let Some(entry) = found else {
                file.findings.push(finding);
                continue;
            };
            let entry = Entry {
                path: path.clone(),
                ..entry.clone()
            };
            if entry.expires.as_deref().is_some_and(|day| day < run.today) {
                file.findings.push(finding);
                applied.expired.push(entry);
                continue;
            }
            let reason = entry.reason.clone();
            let by = Hiding::Baseline { reason };
            file.hidden.push(Hidden { finding, by });
            applied.kept.push(entry);
        }
    }
}

/// A file that was not linted may hold anything.
fn can_hide(finding: &Finding) -> bool {
    finding.rule.id != NOT_LINTED
}

fn hash(file: &Excerpt, finding: &Finding) -> String {
    let span = finding.primary.span;
    let line = file.line_span(file.line_of(span.start));
    let text = line.map(|line| file.slice(line)).unwrap_or_default();
    let mut hasher = SipHasher13::new();
    for word in text.split_whitespace().chain([file.slice(span)]) {
        hasher.write(word.as_bytes());
        hasher.write_u8(0xff);
    }
    format!("{:016x}", hasher.finish())
}

fn entry(line: &str, shown: &str, place: impl Fn(String) -> Place) -> Result<Entry> {
    let entry: Entry = match serde_json::from_str(line) {
        Ok(entry) => entry,
        Err(error) => {
            let message = format!("`{shown}` is not a baseline: a line is not an entry");
            let help = "write it anew with `--write-baseline`, or mend the line: a conflict of a merge leaves such lines";
            return Err(Error::new(message)
                .help(help)
                .at(place(without_place(&error.to_string()))));
        }
    };
    if let Some(day) = &entry.expires
        && !is_day(day)
    {
        let message = format!("`{day}` is not a day");
        return Err(Error::new(message)
            .help("write year, month and day: `\"expires\": \"2027-01-31\"`")
            .at(place("`expires` of this entry".into())));
    }
    Ok(entry)
}

/// Whether a text is a day that the calendar has, in the one form that sorts as days do.
fn is_day(text: &str) -> bool {
    let day = text.parse::<jiff::civil::Date>();
    day.is_ok_and(|day| day.to_string() == text)
}

/// serde tells of a line and a column within the line.
fn without_place(error: &str) -> String {
    let told = error.split(" at line ").next().unwrap_or(error);
    match told
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split('`').next())
    {
        Some(field) => {
            match nearest(field, ["path", "rule", "item", "hash", "reason", "expires"]) {
                Some(near) => format!("unknown field `{field}`: did you mean `{near}`?"),
                None => format!("unknown field `{field}`"),
            }
        }
        None => told.to_owned(),
    }
}

#[cfg(test)]
mod tests;
