//! Profiles: named lists of calls, with what their source asks for.

use grantlint_data::compile::split_call;
use grantlint_data::tables::{CallRecord, ProfileRecord};

use super::{Auth, Basis, Layer, Matrix, Requirement, Scopes};

/// A named list of calls.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'m> {
    matrix: &'m Matrix,
    layer: &'m Layer,
    record: &'m ProfileRecord,
}

/// A call of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileCall<'m> {
    /// The call as the source writes it.
    pub written: &'m str,
    /// The method, in capitals.
    pub method: String,
    /// The path as the source writes it, to be looked up like any other.
    pub path: &'m str,
    /// The part of the source that lists it.
    pub section: Option<&'m str>,
    /// Where the source and the platform differ.
    pub note: Option<&'m str>,
    /// What the source asks for, beside what the matrix says of the operation, where
    /// that counts: for a profile that is built in, with the pack of field reports.
    pub demand: Option<Requirement<'m>>,
}

impl Matrix {
    /// The profile of this name; a user's own before one that is built in.
    pub fn profile(&self, name: &str) -> Option<Profile<'_>> {
        self.layers.iter().rev().find_map(|layer| {
            let mut records = layer.tables().profiles.iter();
            let record = records.find(|record| layer.text(record.name) == name)?;
            Some(Profile {
                matrix: self,
                layer,
                record,
            })
        })
    }

    /// The names of all profiles, sorted.
    pub fn profile_names(&self) -> Vec<&str> {
        let layers = self.layers.iter();
        let mut names: Vec<&str> = layers
            .flat_map(|layer| {
                let records = layer.tables().profiles.iter();
                records.map(|record| layer.text(record.name))
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl<'m> Profile<'m> {
    /// Its name.
    pub fn name(&self) -> &'m str {
        self.layer.text(self.record.name)
    }

    /// What it is for.
    pub fn title(&self) -> &'m str {
        self.layer.text(self.record.title)
    }

    /// Where it comes from, in words.
    pub fn source(&self) -> &'m str {
        let origin = self.layer.origin(self.record.origin);
        origin.map_or("", |origin| self.layer.text(origin.source))
    }

    /// How sure its source is.
    pub fn basis(&self) -> Basis {
        let origin = self.layer.origin(self.record.origin);
        origin.map_or(Basis::Org, |origin| origin.basis)
    }

    /// What must hold outside of Terraform, or is easily missed.
    pub fn notes(&self) -> impl Iterator<Item = &'m str> {
        let layer = self.layer;
        let notes = self.record.notes.of(layer.tables().texts).iter();
        notes.map(move |text| layer.text(*text))
    }

    /// Its calls, as the source orders them.
    pub fn calls(&self) -> Vec<ProfileCall<'m>> {
        let calls = self.record.calls.of(self.layer.tables().calls);
        calls.iter().filter_map(|call| self.call(call)).collect()
    }

    fn call(&self, record: &CallRecord) -> Option<ProfileCall<'m>> {
        let layer = self.layer;
        let written = layer.text(record.call);
        let call = split_call(written).ok()?;
        let permissions = record.permissions.of(layer.tables().texts).iter();
        let origin = layer.origin(self.record.origin)?;
        let counts = self.matrix.reports || layer.is_on(self.record.origin);
        let demand = counts.then(|| Requirement {
            mode: record.mode,
            permissions: permissions.map(|text| layer.text(*text)).collect(),
            optional: Vec::new(),
            scopes: Scopes::None,
            auth: Auth::Oauth,
            user_context: None,
            preconditions: Vec::new(),
            note: layer.some_text(record.note),
            basis: origin.basis,
            source: layer.text(origin.source),
            pack: layer.text(origin.pack),
        });
        Some(ProfileCall {
            written,
            method: call.method,
            path: call.path,
            section: layer.some_text(record.section),
            note: layer.some_text(record.note),
            demand,
        })
    }
}
