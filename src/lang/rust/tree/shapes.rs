//! The fields of the file's types, by the names that they have in JSON.

use syn::{Attribute, Fields, LitStr};

use super::Walker;
use super::paths::name;
use crate::model::facts::{FieldType, Shape};

impl Walker<'_> {
    pub(super) fn structure_item(&mut self, node: &syn::ItemStruct) {
        for field in &node.fields {
            if let (Some(ident), Some(ty)) = (&field.ident, self.ty(&field.ty)) {
                self.facts.fields.push(FieldType {
                    name: name(ident),
                    ty,
                    scope: self.scope,
                });
            }
        }
        self.shape(vec![name(&node.ident)], &node.fields);
    }

    pub(super) fn variants(&mut self, node: &syn::ItemEnum) {
        let owner = name(&node.ident);
        for variant in &node.variants {
            self.shape(vec![owner.clone(), name(&variant.ident)], &variant.fields);
        }
    }

    fn shape(&mut self, path: Vec<String>, fields: &Fields) {
        let called = |field: &syn::Field| {
            let own = field.ident.as_ref().map(name)?;
            Some(renamed(&field.attrs).unwrap_or(own))
        };
        let fields: Vec<String> = fields.iter().filter_map(called).collect();
        if !fields.is_empty() {
            self.facts.shapes.push(Shape { path, fields });
        }
    }
}

/// The name that `#[serde(rename = "name")]` gives.
fn renamed(attributes: &[Attribute]) -> Option<String> {
    let mut found = None;
    for attribute in attributes
        .iter()
        .filter(|attr| attr.path().is_ident("serde"))
    {
        // What else serde is told is no business of ours: an error ends the search.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                found = Some(meta.value()?.parse::<LitStr>()?.value());
            }
            Ok(())
        });
    }
    found
}
