//! The inventory for people: a row a code, with who makes it and who compares it; below it what deserves attention.
//!
//! Where the columns of makers and comparers have no room, they stand on lines of their own below the code.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};

use super::{by_name, code_rows, literals};
use crate::model::catalogue;
use crate::model::inventory::InventoryUse;
use crate::model::outcome::{Outcome, Remark};
use crate::model::resolved::Intent;
use crate::report::paint::Ink;
use crate::report::visible::visible_line;
use crate::report::{Reporter, Style, layout, words};

pub(super) struct Table {
    pub(super) style: Style,
}

impl Reporter for Table {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let rows = rows(outcome);
        if !rows.is_empty() {
            self.rows(&rows, &mut out)?;
        }
        if !self.style.quiet {
            self.remarks(&outcome.remarks, &mut out)?;
            self.total(rows.len(), outcome, &mut out)?;
        }
        out.flush()
    }
}

/// A code as people see it.
struct Row {
    code: i64,
    name: Option<String>,
    whose: &'static str,
    languages: String,
    makes: Vec<String>,
    compares: Vec<String>,
}

fn rows(outcome: &Outcome) -> Vec<Row> {
    let mut uses: BTreeMap<i64, Vec<&InventoryUse>> = BTreeMap::new();
    for one in literals(outcome).chain(by_name(outcome)) {
        uses.entry(one.code).or_default().push(one);
    }
    let row = |row: super::CodeRow| {
        let uses = uses.get(&row.code).map_or(&[][..], Vec::as_slice);
        let languages: BTreeSet<&str> = uses.iter().map(|one| language(&one.path)).collect();
        Row {
            code: row.code,
            name: row.name,
            whose: whose(row.code),
            languages: languages.into_iter().collect::<Vec<_>>().join(" "),
            makes: parties(uses, Intent::Makes),
            compares: parties(uses, Intent::Compares),
        }
    };
    code_rows(outcome).into_iter().map(row).collect()
}

fn whose(code: i64) -> &'static str {
    match catalogue::range_of(code) {
        _ if catalogue::is_predefined(code) => "predefined",
        Some(range) => range.id,
        None => "nobody's",
    }
}

/// What a source is written in, as people call it.
fn language(path: &str) -> &str {
    let extension = path.rsplit('.').next().unwrap_or_default();
    match extension {
        "js" | "jsx" | "mjs" | "cjs" => "js",
        "ts" | "tsx" | "mts" | "cts" => "ts",
        "rs" => "rust",
        other => other,
    }
}

/// `shop (app) 3`: the components that do something with a code, in which role, and how often; the busiest first.
fn parties(uses: &[&InventoryUse], intent: Intent) -> Vec<String> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in uses.iter().filter(|one| one.intent == intent) {
        *counts.entry((&one.component, one.role.name())).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let told = |((component, role), count)| format!("{} ({role}) {count}", visible_line(component));
    counts.into_iter().map(told).collect()
}

const HEADINGS: [&str; 6] = ["code", "name", "whose", "in", "made by", "compared by"];
/// The columns that every code has on its own line.
const FIRST: usize = 4;

impl Table {
    fn rows(&self, rows: &[Row], out: &mut impl Write) -> io::Result<()> {
        let cells: Vec<[Vec<String>; 6]> = rows.iter().map(|row| self.cells(row)).collect();
        let width = |column: usize| {
            let lines = cells.iter().flat_map(|row| &row[column]);
            let widths = lines.map(|line| layout::width(line));
            widths.chain([HEADINGS[column].len()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..HEADINGS.len()).map(width).collect();
        let gaps = 2 * (HEADINGS.len() - 1);
        let is_wide = widths.iter().sum::<usize>() + gaps <= self.style.width;
        let columns = if is_wide { HEADINGS.len() } else { FIRST };
        let heading = aligned(&HEADINGS[..columns], &widths);
        writeln!(out, "{}", self.style.paint(Ink::Bold, heading))?;
        for (row, cells) in rows.iter().zip(&cells) {
            if is_wide {
                lines(cells, &widths, out)?;
            } else {
                lines(&cells[..FIRST], &widths, out)?;
                self.below("made by", &row.makes, widths[0], out)?;
                self.below("compared by", &row.compares, widths[0], out)?;
            }
        }
        Ok(())
    }

    /// What is not there is a dot: the eye is to find the words.
    fn cells(&self, row: &Row) -> [Vec<String>; 6] {
        let none = || vec![if self.style.unicode { "·" } else { "." }.to_owned()];
        let some = |lines: &Vec<String>| match lines.is_empty() {
            true => none(),
            false => lines.clone(),
        };
        let name = row.name.as_deref().map(visible_line);
        [
            vec![row.code.to_string()],
            name.map_or_else(none, |name| vec![name.into_owned()]),
            vec![row.whose.to_owned()],
            vec![row.languages.clone()],
            some(&row.makes),
            some(&row.compares),
        ]
    }

    /// Who does something with the code, on lines of their own; nothing where nobody does.
    fn below(
        &self,
        what: &str,
        parties: &[String],
        indent: usize,
        out: &mut impl Write,
    ) -> io::Result<()> {
        const WHAT: usize = 11;
        let indent = indent + 2;
        let hanging = indent + WHAT + 2;
        let last = parties.len().saturating_sub(1);
        let comma = |(at, party): (usize, &String)| match at == last {
            true => party.clone(),
            false => format!("{party},"),
        };
        let parties = parties.iter().enumerate().map(comma);
        let parties = parties.map(|party| (layout::width(&party), party));
        let parties = parties.map(|(width, party)| (party, width));
        let lines = layout::fill(parties, self.style.width.saturating_sub(hanging));
        let lines = lines.into_iter().filter(|line| !line.is_empty());
        for (at, line) in lines.enumerate() {
            let what = match at {
                0 => self.style.paint(Ink::Dim, layout::pad(what, WHAT)),
                _ => " ".repeat(WHAT),
            };
            writeln!(out, "{}{what}  {}", " ".repeat(indent), line.join(" "))?;
        }
        Ok(())
    }

    fn remarks(&self, remarks: &[Remark], out: &mut impl Write) -> io::Result<()> {
        /// Places that a remark names.
        const NAMED: usize = 3;
        for (at, remark) in remarks.iter().enumerate() {
            if at == 0 {
                writeln!(out)?;
            }
            let mut places: Vec<_> = remark.places.iter().take(NAMED).cloned().collect();
            if remark.places.len() > NAMED {
                places.push(format!("{} more", remark.places.len() - NAMED));
            }
            let places = places.join(", ");
            let text = format!(
                "{} is {}: {}",
                remark.code,
                remark.rule.summary,
                visible_line(&places)
            );
            let lines = layout::wrap(&text, self.style.width.saturating_sub(6));
            let mark = self.style.paint(Ink::Yellow, "note:");
            writeln!(out, "{mark} {}", lines.join("\n      "))?;
        }
        Ok(())
    }

    fn total(&self, codes: usize, outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
        let files: BTreeSet<&str> = literals(outcome)
            .chain(by_name(outcome))
            .map(|one| one.path.as_str())
            .collect();
        if codes == 0 {
            let looked_at = words::count(outcome.summary.files, "file");
            return writeln!(out, "no Parse codes in {looked_at}");
        }
        writeln!(
            out,
            "\n{}: {} by number, {} by name in {}",
            words::count(codes, "code"),
            words::count(literals(outcome).count(), "use"),
            by_name(outcome).count(),
            words::count(files.len(), "file")
        )
    }
}

/// The lines of one row, of which each cell may have several.
fn lines(cells: &[Vec<String>], widths: &[usize], out: &mut impl Write) -> io::Result<()> {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let words = cells
            .iter()
            .map(|cell| cell.get(line).map_or("", String::as_str));
        writeln!(out, "{}", aligned(&words.collect::<Vec<_>>(), widths))?;
    }
    Ok(())
}

/// The number to the right, everything else to the left, two blanks between.
fn aligned(cells: &[&str], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).enumerate();
    let padded = padded.map(|(column, (cell, width))| match column {
        0 => layout::pad_left(cell, *width),
        _ => layout::pad(cell, *width),
    });
    let line = padded.collect::<Vec<_>>().join("  ");
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::resolved::Role;
    use crate::report::samples::{self, ASCII, COLOURED, MAGIC, PLAIN, drawn, inventory_use};

    fn outcome() -> Outcome {
        let compared = |path: &str, component: &str, role| InventoryUse {
            intent: Intent::Compares,
            component: component.into(),
            role,
            ..inventory_use(path, 9001, Some("9001"))
        };
        let mut main = samples::file("cloud/main.js", "", Vec::new());
        main.uses = vec![
            inventory_use("cloud/main.js", 9001, Some("9001")),
            inventory_use("cloud/main.js", 10404, Some("10404")),
            InventoryUse {
                intent: Intent::Names,
                ..inventory_use("cloud/main.js", 5001, Some("5001"))
            },
        ];
        main.references = vec![InventoryUse {
            constant: Some("codes.SOLD_OUT".into()),
            ..inventory_use("cloud/main.js", 9001, None)
        }];
        let mut web = samples::file("web/a.tsx", "", Vec::new());
        web.uses = vec![
            compared("web/a.tsx", "shop-web", Role::App),
            compared("web/b.rs", "parse-shop-mail-adapter", Role::ThirdParty),
        ];
        let mut outcome = samples::run(vec![main, web]);
        outcome.remarks = vec![Remark {
            code: 9001,
            rule: &MAGIC,
            places: ["a.js:1", "a.js:2", "b.js:3", "c.js:4"]
                .map(str::to_owned)
                .to_vec(),
        }];
        outcome
    }

    #[test]
    fn a_wide_table_has_a_column_for_everybody() {
        let wide = Style {
            width: 110,
            ..PLAIN
        };
        assert_eq!(
            drawn(&Table { style: wide }, &outcome()),
            "\x20code  name      whose     in          made by       compared by
 5001  ·         reserved  js          ·             ·
 9001  SOLD_OUT  app       js rust ts  shop (app) 2  parse-shop-mail-adapter (third-party) 1
                                                     shop-web (app) 1
10404  ·         nobody's  js          shop (app) 1  ·

note: 9001 is a predefined code written as a literal: a.js:1, a.js:2, b.js:3, 1 more

3 codes: 5 uses by number, 1 by name in 3 files
"
        );
    }

    #[test]
    fn a_narrow_one_has_lines_below_each_code() {
        let narrow = Style { width: 60, ..ASCII };
        assert_eq!(
            drawn(&Table { style: narrow }, &outcome()),
            "\x20code  name      whose     in
 5001  .         reserved  js
 9001  SOLD_OUT  app       js rust ts
       made by      shop (app) 2
       compared by  parse-shop-mail-adapter (third-party) 1,
                    shop-web (app) 1
10404  .         nobody's  js
       made by      shop (app) 1

note: 9001 is a predefined code written as a literal:
      a.js:1, a.js:2, b.js:3, 1 more

3 codes: 5 uses by number, 1 by name in 3 files
"
        );
        let style = Style {
            width: 60,
            ..COLOURED
        };
        let coloured = drawn(&Table { style }, &outcome());
        assert!(
            coloured.contains("\u{1b}[2mmade by    \u{1b}[0m  shop"),
            "{coloured}"
        );
        assert!(
            coloured.contains("\u{1b}[33mnote:\u{1b}[0m 9001"),
            "{coloured}"
        );
    }

    #[test]
    fn a_quiet_one_is_nothing_but_rows() {
        let style = Style {
            quiet: true,
            ..PLAIN
        };
        let text = drawn(&Table { style }, &outcome());
        assert!(
            !text.contains("note:") && !text.contains("codes:"),
            "{text}"
        );
    }

    #[test]
    fn a_tree_without_codes_is_told_apart_from_silence() {
        let none = samples::run(vec![samples::file("a.js", "", Vec::new())]);
        assert_eq!(
            drawn(&Table { style: PLAIN }, &none),
            "no Parse codes in 1 file\n"
        );
    }
}
