//! Questions on the terminal: each finding with something to choose is drawn, and a person picks.

use std::fmt::Display;

use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Input, Select};

use parselint::model::finding::{Finding, Suggestion};
use parselint::model::outcome::{FileOutcome, Outcome};
use parselint::model::source::SourceFile;
use parselint::pipeline::{Answer, Ask};
use parselint::report::visible::visible_line;
use parselint::report::{self, Base, Format, Look, Style};

pub(super) struct Terminal {
    style: Style,
    theme: Box<dyn Theme>,
}

impl Terminal {
    pub(super) fn new(style: Style) -> Self {
        let theme: Box<dyn Theme> = match style.colour {
            true => Box::new(ColorfulTheme::default()),
            false => Box::new(SimpleTheme),
        };
        Self { style, theme }
    }

    /// The finding, as a report would show it.
    fn draw(&self, file: &SourceFile, finding: &Finding) {
        let style = Style {
            quiet: true,
            ..self.style
        };
        let outcome = Outcome {
            files: vec![FileOutcome {
                findings: vec![finding.clone()],
                ..FileOutcome::new(file.clone())
            }],
            ..Outcome::default()
        };
        let mut drawn = Vec::new();
        // Writing into memory does not fail.
        let look = Look {
            style,
            base: Base::default(),
            rules: parselint::pipeline::rules(),
        };
        let _ = report::reporter(Format::Full, &look).report(&outcome, &mut drawn);
        say(String::from_utf8_lossy(&drawn));
    }

    /// The index of what was picked; `None` where the person wants to stop.
    fn select(&self, items: &[String]) -> Option<usize> {
        let select = Select::with_theme(&*self.theme)
            .with_prompt("What shall stand there?")
            .items(items)
            .default(0);
        select.interact_opt().ok().flatten()
    }

    /// A reason that is none is asked for again; `None` where the person wants to stop.
    fn reason(&self) -> Option<String> {
        let input =
            Input::<String>::with_theme(&*self.theme).with_prompt("Why is that right here?");
        let said = |reason: &String| match reason.trim().is_empty() {
            true => Err("a suppression needs a reason"),
            false => Ok(()),
        };
        input.validate_with(said).interact_text().ok()
    }
}

impl Ask for Terminal {
    fn ask(&mut self, file: &SourceFile, finding: &Finding) -> Answer {
        self.draw(file, finding);
        let picks: Vec<usize> = (0..finding.suggestions.len())
            .filter(|at| !finding.suggestions[*at].edits.is_empty())
            .collect();
        let candidates = picks.iter().map(|at| candidate(&finding.suggestions[*at]));
        let others = [
            "leave it as it is",
            "hide it, and say why",
            "ask nothing more",
        ];
        let items: Vec<String> = candidates.chain(others.map(str::to_owned)).collect();
        let Some(picked) = self.select(&items) else {
            return Answer::Quit;
        };
        match (picks.get(picked), picked.saturating_sub(picks.len())) {
            (Some(suggestion), _) => Answer::Pick(*suggestion),
            (None, 0) => Answer::Skip,
            (None, 1) => self.reason().map_or(Answer::Skip, Answer::Suppress),
            (None, _) => Answer::Quit,
        }
    }

    fn refused(&mut self, finding: &Finding) {
        let rule = finding.rule.id;
        say(format!(
            "That would have broken the file: the {rule} is left as it is.\n\n"
        ));
    }
}

/// A suggestion as an item of a list: what would stand there, and why.
fn candidate(suggestion: &Suggestion) -> String {
    let constant = visible_line(&suggestion.constant);
    match &suggestion.reason {
        Some(reason) => format!("{constant} ({})", visible_line(reason)),
        None => constant.into_owned(),
    }
}

/// Questions go where their answers are typed, and not into the report.
fn say(text: impl Display) {
    let _ = super::say(&mut std::io::stderr(), &text.to_string());
}
