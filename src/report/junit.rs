//! `junit`: findings as tests that fail, for services that know nothing else. A file is a suite; a run without findings is
//! one test that passes, as an empty report counts as a broken one in many places.
//!
//! Advice does not fail a run, so it is a test that passes and says something.

use std::io::{self, BufWriter, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{Reporter, words, xml};
use crate::model::finding::{Finding, Severity};
use crate::model::outcome::{FileOutcome, Outcome};

pub(super) struct Junit;

impl Reporter for Junit {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        xml::document(BufWriter::new(out), |xml| {
            let suites = outcome
                .files
                .iter()
                .filter(|file| !file.findings.is_empty());
            let all = suites.clone().flat_map(|file| &file.findings);
            let tests = all.clone().count().max(1);
            let root = xml
                .create_element("testsuites")
                .with_attribute(("name", "parselint"))
                .with_attribute(("tests", tests.to_string().as_str()))
                .with_attribute(("failures", failures(all).to_string().as_str()))
                .with_attribute(("errors", "0"));
            let mut suites = suites.peekable();
            root.write_inner_content(|xml| match suites.peek() {
                None => clean(outcome, xml),
                Some(_) => suites.try_for_each(|file| suite(file, xml)),
            })?;
            Ok(())
        })
    }
}

fn fails(finding: &Finding) -> bool {
    finding.severity > Severity::Advice
}

fn failures<'f>(findings: impl Iterator<Item = &'f Finding>) -> usize {
    findings.filter(|finding| fails(finding)).count()
}

fn clean<W: Write>(outcome: &Outcome, xml: &mut Writer<W>) -> io::Result<()> {
    let linted = format!("{} linted", words::count(outcome.summary.files, "file"));
    let suite = xml
        .create_element("testsuite")
        .with_attribute(("name", "parselint"))
        .with_attribute(("tests", "1"))
        .with_attribute(("failures", "0"))
        .with_attribute(("errors", "0"));
    suite.write_inner_content(|xml| {
        xml.create_element("testcase")
            .with_attribute(("classname", "parselint"))
            .with_attribute(("name", linted.as_str()))
            .write_empty()?;
        Ok(())
    })?;
    Ok(())
}

fn suite<W: Write>(file: &FileOutcome, xml: &mut Writer<W>) -> io::Result<()> {
    let path = xml::text(file.file.path());
    let suite = xml
        .create_element("testsuite")
        .with_attribute(("name", path.as_str()))
        .with_attribute(("tests", file.findings.len().to_string().as_str()))
        .with_attribute((
            "failures",
            failures(file.findings.iter()).to_string().as_str(),
        ))
        .with_attribute(("errors", "0"));
    suite.write_inner_content(|xml| {
        let mut findings = file.findings.iter();
        findings.try_for_each(|finding| case(file, &path, finding, xml))
    })?;
    Ok(())
}

fn case<W: Write>(
    file: &FileOutcome,
    path: &str,
    finding: &Finding,
    xml: &mut Writer<W>,
) -> io::Result<()> {
    let place = file.file.position(finding.primary.span.start);
    let name = format!("{} at {}:{}", finding.rule.id, place.line, place.column);
    let message = xml::text(&words::with_help(finding));
    let told = format!("{path}:{}:{}: {message}", place.line, place.column);
    let case = xml
        .create_element("testcase")
        .with_attribute(("classname", path))
        .with_attribute(("name", name.as_str()));
    case.write_inner_content(|xml| {
        let element = match fails(finding) {
            true => xml
                .create_element("failure")
                .with_attribute(("type", finding.severity.name()))
                .with_attribute(("message", message.as_str())),
            false => xml.create_element("system-out"),
        };
        element.write_text_content(BytesText::new(&told))?;
        Ok(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, drawn};

    #[test]
    fn a_finding_is_a_test_that_fails() {
        let outcome = samples::run(vec![samples::file(
            "cloud/<main>.js",
            "101",
            vec![samples::magic("101", "101")],
        )]);
        assert_eq!(
            drawn(&Junit, &outcome),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <testsuites name=\"parselint\" tests=\"1\" failures=\"1\" errors=\"0\">\n\
             \x20 <testsuite name=\"cloud/&lt;main&gt;.js\" tests=\"1\" failures=\"1\" errors=\"0\">\n\
             \x20   <testcase classname=\"cloud/&lt;main&gt;.js\" name=\"magic-code at 1:1\">\n\
             \x20     <failure type=\"warning\" message=\"the Parse error code 101 is written as a number: write \
             `Parse.Error.OBJECT_NOT_FOUND`\">cloud/&lt;main&gt;.js:1:1: the Parse error code 101 is written as a number: \
             write `Parse.Error.OBJECT_NOT_FOUND`</failure>\n\
             \x20   </testcase>\n\
             \x20 </testsuite>\n\
             </testsuites>\n"
        );
    }

    #[test]
    fn advice_passes_and_is_told() {
        let mut finding = samples::magic("101", "101");
        finding.severity = Severity::Advice;
        let outcome = samples::run(vec![samples::file("a.js", "101", vec![finding])]);
        let text = drawn(&Junit, &outcome);
        assert!(text.contains("tests=\"1\" failures=\"0\""), "{text}");
        assert!(
            text.contains("<system-out>a.js:1:1: the Parse") && !text.contains("<failure"),
            "{text}"
        );
    }

    #[test]
    fn nothing_found_is_a_test_that_passes() {
        let text = drawn(
            &Junit,
            &samples::run(vec![samples::file("a.js", "", Vec::new())]),
        );
        assert!(
            text.contains("<testcase classname=\"parselint\" name=\"1 file linted\"/>"),
            "{text}"
        );
        assert!(
            text.contains("<testsuites name=\"parselint\" tests=\"1\" failures=\"0\""),
            "{text}"
        );
    }
}
