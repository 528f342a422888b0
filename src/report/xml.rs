//! What the formats in XML share: a writer, and texts that XML can hold.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::visible::visible_line;

/// A document with its declaration; `content` writes its root.
pub(super) fn document<W: Write>(
    out: W,
    content: impl FnOnce(&mut Writer<W>) -> io::Result<()>,
) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    content(&mut xml)?;
    let mut out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()
}

/// A text on one line: XML knows no way to write most control characters, and takes tabs for blanks.
pub(super) fn text(text: &str) -> String {
    visible_line(text).replace('\t', "\\t")
}
