//! Which brackets belong together, whatever stands between them.

use super::lexer::Token;

/// Of each bracket, the other one; of anything else, and of a bracket without partner, itself. A closing bracket takes the nearest opening one of its kind, past a few that are left open.
pub(super) fn partners(tokens: &[Token]) -> Vec<usize> {
    const REACH: usize = 32;
    let mut partners: Vec<usize> = (0..tokens.len()).collect();
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.kind.opens() {
            open.push(at);
        } else if let Some(opener) = token.kind.opener() {
            let nearest = open.iter().rev().take(REACH);
            let found = nearest
                .copied()
                .position(|place| tokens[place].kind == opener);
            if let Some(left_open) = found {
                open.truncate(open.len() - left_open);
                if let Some(place) = open.pop() {
                    (partners[place], partners[at]) = (at, place);
                }
            }
        }
    }
    partners
}
