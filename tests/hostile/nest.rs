//! Nests: parts that are repeated a hundred thousand times, with Parse errors before, behind and, where one can stand
//! there, inside.

use super::{
    Case, Expected, FINDING, RUST_FINDING, Theme, items, javascript, rust, torn, types, write,
};

/// How often the parts of a nest are repeated.
pub(crate) const DEEP: usize = 100_000;

/// The text of a Parse error as an expression, and as a statement.
pub(super) const JS: &str = "new Parse.Error(101, 'x')";
pub(super) const JS_STATEMENT: &str = "throw new Parse.Error(101, 'x');";
pub(super) const RS: &str = "parse_rs::ParseError::ApiError { code: 101, message: a }";

pub(crate) struct Nest {
    /// Its name is that of the case.
    pub(crate) path: &'static str,
    pub(super) head: &'static str,
    pub(super) open: &'static str,
    pub(super) core: &'static str,
    pub(super) close: &'static str,
    pub(super) tail: &'static str,
    pub(super) times: usize,
}

/// Line ends in the parts keep a nest from being taken for minified.
pub(super) const fn nest(
    path: &'static str,
    head: &'static str,
    open: &'static str,
    core: &'static str,
    close: &'static str,
    tail: &'static str,
) -> Nest {
    Nest {
        path,
        head,
        open,
        core,
        close,
        tail,
        times: DEEP,
    }
}

/// All that are closed again, by their themes.
const CLOSED: [(Theme, &[Nest]); 4] = [
    (Theme::Nests, &javascript::NESTS),
    (Theme::Types, &types::NESTS),
    (Theme::RustNests, &rust::NESTS),
    (Theme::Items, &items::NESTS),
];

pub(super) fn closed() -> Vec<Case> {
    let cases = CLOSED
        .iter()
        .flat_map(|(theme, nests)| nests.iter().map(|nest| nest.case(*theme)));
    cases.collect()
}

/// All of them, the torn ones, too.
pub(crate) fn all() -> impl Iterator<Item = &'static Nest> {
    let closed = CLOSED.iter().flat_map(|(_, nests)| nests.iter());
    closed.chain(torn::TORN.iter().map(|torn| &torn.nest))
}

impl Nest {
    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// With a finding on the first line and on the last one.
    pub(crate) fn text(&self, times: usize) -> String {
        let (open, close) = (self.open.repeat(times), self.close.repeat(times));
        let finding = match self.is_rust() {
            true => RUST_FINDING,
            false => FINDING,
        };
        let Self {
            head, core, tail, ..
        } = self;
        format!("{finding}{head}{open}{core}{close}{tail}\n{finding}")
    }

    /// Each error is found, or the file is told.
    fn case(&'static self, theme: Theme) -> Case {
        let lines = found_lines(self.path, &self.text(self.times));
        let mut expected = Expected::status(1);
        expected.says.push(lines);
        Case::new(theme, self.path, expected, |folder| {
            write(folder, self.path, self.text(self.times));
        })
        .naming(self.path)
    }
}

/// How the findings of a text begin in `concise`: a line for each Parse error that stands in it.
pub(super) fn found_lines(path: &str, text: &str) -> Vec<String> {
    let is_error = |line: &str| line.contains("Parse.Error(101") || line.contains("code: 101");
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| is_error(line));
    lines
        .map(|(at, line)| {
            let column = 1 + line.find("101").expect("the code");
            format!("{path}:{}:{column}: warning[magic-code]", at + 1)
        })
        .collect()
}
