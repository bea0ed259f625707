//! What is known of each permission that a configuration names, looked up once for all
//! rules: finding what a misspelt one was meant to be is the most that a check does.

use std::collections::HashMap;

use grantlint_parser::model::Model;

use super::permission_name::written_names;
use crate::matrix::{Matrix, Standing};

/// What is known of the permissions of a model.
#[derive(Debug)]
pub struct Standings<'m> {
    matrix: &'m Matrix,
    known: HashMap<String, Standing<'m>>,
}

impl<'m> Standings<'m> {
    /// Looks up every permission that the model names.
    pub fn new(model: &Model, matrix: &'m Matrix) -> Self {
        let mut known = HashMap::new();
        for name in written_names(model) {
            known
                .entry(name)
                .or_insert_with_key(|name| matrix.permission(name));
        }
        Standings { matrix, known }
    }

    /// What is known of a name that stands where a permission should.
    pub fn of(&self, name: &str) -> Standing<'m> {
        let known = self.known.get(name).cloned();
        known.unwrap_or_else(|| self.matrix.permission(name))
    }
}
