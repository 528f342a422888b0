//! Blocks and their statements, conditions, and the arms of a `match`.

use std::mem::replace;

use syn::visit::Visit;
use syn::{Block, Expr as Tree, Stmt};

use super::expr::unwrapped;
use super::patterns::{self, Matched, Taken};
use super::{Walker, place};
use crate::model::facts::{Arm, Expr, Fate};
use crate::model::source::Span;

impl Walker<'_> {
    pub(super) fn block(&mut self, block: &Block, fate: &Fate) {
        let span = self.between(
            block.brace_token.span.open(),
            block.brace_token.span.close(),
        );
        let shadows = replace(&mut self.shadows, 0);
        self.scoped(span, |walker| {
            let items = block.stmts.iter().filter_map(|statement| match statement {
                Stmt::Item(item) => Some(item),
                _ => None,
            });
            walker.bind_items(items);
            for (at, statement) in block.stmts.iter().enumerate() {
                let last = at + 1 == block.stmts.len();
                let fate = if last { fate.clone() } else { Fate::Other };
                let span = walker.span_of_statement(statement);
                walker.stated(span, |walker| walker.statement(statement, fate));
            }
        });
        self.shadows = shadows;
    }

    pub(super) fn statement(&mut self, statement: &Stmt, fate: Fate) {
        match statement {
            Stmt::Local(local) => self.local(local),
            Stmt::Item(item) => self.visit_item(item),
            Stmt::Expr(tree, None) => self.value(tree, fate),
            Stmt::Expr(tree, Some(_)) => self.visit_expr(tree),
            Stmt::Macro(node) => match node.semi_token {
                Some(_) => self.macro_call(&node.mac, Fate::Other),
                None => self.macro_call(&node.mac, fate),
            },
        }
    }

    pub(super) fn local(&mut self, local: &syn::Local) {
        let bound = patterns::hands_on(&local.pat);
        let mut matched = Matched::Value(Expr::Opaque);
        let mut plain = true;
        if let Some(init) = &local.init {
            match unwrapped(&init.expr) {
                Tree::Closure(closure) => self.closure(closure, None, bound.clone()),
                _ => {
                    let target = bound.clone().map(Expr::Name);
                    let fate = target.map_or(Fate::Other, |target| Fate::Bound { target });
                    self.value(&init.expr, fate);
                }
            }
            if let Some((_, otherwise)) = &init.diverge {
                self.visit_expr(otherwise);
                plain = false;
            }
            matched = self.matched(&init.expr);
        }
        let reach = self.statement.unwrap_or_default();
        // A list or tuple that a single name is bound to is no pattern's business.
        if bound.is_some() && matches!(matched, Matched::Parts(_)) {
            matched = Matched::Value(Expr::Opaque);
        }
        let mut taken = match plain {
            true => Taken::plain(reach),
            false => Taken::new(reach, None),
        };
        self.take(&local.pat, &matched, &mut taken);
        self.read_type(local, &mut taken);
        self.declare(taken.locals);
        if let (Some(bound), Some(init)) = (bound, &local.init) {
            self.named_literals(&bound, &init.expr);
            if let Some(id) = self.find(&bound) {
                self.note_rows(id, &init.expr);
            }
        }
    }

    /// The type that a body is read as, `r.json::<T>()`, is that of the name which is bound to it.
    fn read_type(&mut self, local: &syn::Local, taken: &mut Taken) {
        let [only] = taken.locals.as_mut_slice() else {
            return;
        };
        if only.annotation.is_none()
            && patterns::hands_on(&local.pat).is_some()
            && let Some(init) = &local.init
            && let Some(ty) = super::paths::read_type(&init.expr)
        {
            only.annotation = self.ty(ty);
        }
    }

    /// `let pattern = value` in a condition.
    pub(super) fn condition(&mut self, node: &syn::ExprLet) {
        self.visit_expr(&node.expr);
        let matched = self.matched(&node.expr);
        let context = self.span(&node.expr);
        let reach = self.facts.scopes[self.scope as usize].span;
        let mut taken = Taken::new(reach, Some(context));
        self.take(&node.pat, &matched, &mut taken);
        self.declare(taken.locals);
    }

    pub(super) fn conditional(&mut self, node: &syn::ExprIf, fate: &Fate) {
        let span = self.between(
            node.if_token.span,
            node.then_branch.brace_token.span.close(),
        );
        self.scoped(span, |walker| {
            walker.visit_expr(&node.cond);
            walker.block(&node.then_branch, fate);
        });
        if let Some((_, otherwise)) = &node.else_branch {
            self.value(otherwise, fate.clone());
        }
    }

    pub(super) fn matching(&mut self, node: &syn::ExprMatch, fate: &Fate) {
        self.visit_expr(&node.expr);
        let matched = self.matched(&node.expr);
        let context = self.span(&node.expr);
        for arm in &node.arms {
            let span = self.between(node.match_token.span, place::last(&arm.body));
            self.scoped(span, |walker| walker.arm(arm, &matched, context, fate));
        }
    }

    pub(super) fn arm(&mut self, arm: &syn::Arm, matched: &Matched, context: Span, fate: &Fate) {
        let reach = self.span(&arm.body);
        let mut taken = Taken::new(reach, Some(context));
        self.take(&arm.pat, matched, &mut taken);
        self.declare(taken.locals);
        self.guard(&arm.pat);
        if !taken.numbers.is_empty() {
            let gives = self.given(&arm.body);
            for operand in taken.numbers.into_iter().filter(|_| gives != Expr::Opaque) {
                let gives = gives.clone();
                self.facts.arms.push(Arm { operand, gives });
            }
        }
        self.value(&arm.body, fate.clone());
    }
}
