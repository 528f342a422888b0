//! `checkstyle`: the format that Jenkins and many others read.

use std::io::{self, BufWriter, Write};

use quick_xml::Writer;

use super::{Reporter, words, xml};
use crate::model::finding::Severity;
use crate::model::outcome::{FileOutcome, Outcome};

/// Of the format, not of parselint: what readers have expected for ever.
const VERSION: &str = "4.3";

pub(super) struct Checkstyle;

impl Reporter for Checkstyle {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        xml::document(BufWriter::new(out), |xml| {
            let root = xml
                .create_element("checkstyle")
                .with_attribute(("version", VERSION));
            let mut files = outcome
                .files
                .iter()
                .filter(|file| !file.findings.is_empty())
                .peekable();
            if files.peek().is_none() {
                return root.write_empty().map(|_| ());
            }
            root.write_inner_content(|xml| files.try_for_each(|file| self::file(file, xml)))?;
            Ok(())
        })
    }
}

fn file<W: Write>(file: &FileOutcome, xml: &mut Writer<W>) -> io::Result<()> {
    let name = xml::text(file.file.path());
    let element = xml
        .create_element("file")
        .with_attribute(("name", name.as_str()));
    element.write_inner_content(|xml| {
        for finding in &file.findings {
            let place = file.file.position(finding.primary.span.start);
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice | Severity::Off => "info",
            };
            let source = format!("parselint.{}", finding.rule.id);
            xml.create_element("error")
                .with_attribute(("line", place.line.to_string().as_str()))
                .with_attribute(("column", place.column.to_string().as_str()))
                .with_attribute(("severity", level))
                .with_attribute(("message", xml::text(&words::with_help(finding)).as_str()))
                .with_attribute(("source", source.as_str()))
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, drawn};

    #[test]
    fn files_hold_their_findings() {
        assert_eq!(
            drawn(&Checkstyle, &samples::outcome()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <checkstyle version=\"4.3\">\n\
             \x20 <file name=\"cloud/latin.js\">\n\
             \x20   <error line=\"1\" column=\"1\" severity=\"error\" message=\"the file is not UTF-8: save it as UTF-8\" \
             source=\"parselint.file-not-linted\"/>\n\
             \x20 </file>\n\
             \x20 <file name=\"cloud/main.js\">\n\
             \x20   <error line=\"2\" column=\"25\" severity=\"warning\" message=\"the Parse error code 101 is written as a \
             number: write `Parse.Error.OBJECT_NOT_FOUND`\" source=\"parselint.magic-code\"/>\n\
             \x20 </file>\n\
             </checkstyle>\n"
        );
        assert_eq!(
            drawn(&Checkstyle, &Outcome::default()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\"/>\n"
        );
    }

    #[test]
    fn no_text_leaves_its_attribute() {
        let mut finding = samples::magic("101", "101");
        finding.message = "\"/><error a='\u{1}\u{1b}&\u{ffff}\t\n]]>".into();
        finding.help = None;
        let outcome = samples::run(vec![samples::file("<a>\n\".js", "101", vec![finding])]);
        let text = drawn(&Checkstyle, &outcome);
        assert!(text.contains("name=\"&lt;a&gt;\\u{a}&quot;.js\""), "{text}");
        assert!(
            text.contains(
                "message=\"&quot;/&gt;&lt;error a=&apos;\\u{1}\\u{1b}&amp;\\u{ffff}\\t\\u{a}]]&gt;\""
            ),
            "{text}"
        );
    }
}
