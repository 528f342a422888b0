//! `parselint rule`: the table of rules, and a rule's page drawn for a terminal.
//!
//! Which rules there are is for the caller; how Markdown looks is for `markdown`.

use super::paint::Ink;
use super::{Style, layout, markdown};
use crate::model::finding::Rule;

/// Columns that a summary keeps on a narrow terminal.
const LEAST_SUMMARY: usize = 20;

/// One row a rule: id, severity, summary.
pub fn table(rules: &[&'static Rule], style: Style) -> String {
    let column = |cell: fn(&Rule) -> &'static str, heading: &str| {
        let cells = rules.iter().map(|rule| layout::width(cell(rule)));
        cells.max().unwrap_or(0).max(heading.len())
    };
    let id = column(|rule| rule.id, "rule");
    let severity = column(|rule| rule.default_level().name(), "severity");
    let left = id + severity + 4;
    let room = style.width.saturating_sub(left).max(LEAST_SUMMARY);

    let heading = format!("{:id$}  {:severity$}  summary", "rule", "severity");
    let mut text = format!("{}\n", style.paint(Ink::Bold, heading));
    for rule in rules {
        let name = rule.default_level().name();
        let gap = " ".repeat(severity - name.len());
        let name = style.severity(rule.severity, name);
        let summary = layout::wrap(rule.summary, room).join(&format!("\n{}", " ".repeat(left)));
        text.push_str(&format!(
            "{}  {name}{gap}  {summary}\n",
            layout::pad(rule.id, id)
        ));
    }
    text
}

/// The page of a rule; under its title stands how severe it is and since when it is there.
pub fn page(rule: &Rule, style: Style) -> String {
    let facts = format!(
        "{} by default, since {}",
        rule.default_level().name(),
        rule.since
    );
    let facts = style.severity(rule.severity, facts);
    let page = markdown::drawn(rule.doc, style);
    match page.split_once('\n') {
        Some((title, rest)) => format!("{title}\n{facts}\n{rest}"),
        None => format!("{page}{facts}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{COLOURED, MAGIC, PLAIN, UNREAD};

    #[test]
    fn the_table_is_aligned() {
        assert_eq!(
            table(&[&MAGIC, &UNREAD], PLAIN),
            "rule             severity  summary\n\
             magic-code       warning   a predefined code written as a literal\n\
             file-not-linted  error     a source that could not be checked\n"
        );
        let narrow = Style { width: 50, ..PLAIN };
        assert_eq!(
            table(&[&MAGIC], narrow),
            "rule        severity  summary\n\
             magic-code  warning   a predefined code written as\n                      a literal\n"
        );
        assert!(table(&[&MAGIC], COLOURED).contains("\u{1b}[33mwarning\u{1b}[0m   a "));
    }

    #[test]
    fn a_page_says_under_its_title_what_the_rule_is() {
        assert_eq!(
            page(&MAGIC, PLAIN),
            "magic-code\nwarning by default, since 0.1.0\n\nA number says nothing.\n"
        );
        assert_eq!(
            page(&UNREAD, PLAIN),
            "file-not-linted\nerror by default, since 0.1.0\n"
        );
    }
}
