//! An entry of the matrix: one operation, and what one source says it requires.

use grantlint_data::pool::List;
use grantlint_data::tables::OperationRecord;

use super::{Auth, Basis, Layer, Matrix, Mode, Seen};

/// An operation as one source describes it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'m> {
    matrix: &'m Matrix,
    layer: &'m Layer,
    record: &'m OperationRecord,
}

/// What an operation requires, by one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement<'m> {
    /// How the permissions count.
    pub mode: Mode,
    /// The permissions, sorted.
    pub permissions: Vec<&'m str>,
    /// Permissions whose absence leaves something out of the answer, or forbids a part
    /// of the request.
    pub optional: Vec<&'m str>,
    /// The scopes that a token of a user may have for it.
    pub scopes: Scopes<'m>,
    /// What kind of token it takes.
    pub auth: Auth,
    /// Why client credentials cannot call it, if they cannot.
    pub user_context: Option<&'m str>,
    /// What must hold outside of Terraform.
    pub preconditions: Vec<&'m str>,
    /// What else a reader should know.
    pub note: Option<&'m str>,
    /// How sure the source is.
    pub basis: Basis,
    /// The source, in words.
    pub source: &'m str,
    /// The pack that holds the entry.
    pub pack: &'m str,
}

/// The scopes that an operation accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scopes<'m> {
    /// Any one of these suffices.
    Published(Vec<&'m str>),
    /// The source does not tell them.
    NotPublished,
    /// None is needed.
    None,
}

/// Whether a set of scopes, or of permissions, covers what is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// It does.
    Met,
    /// It does not.
    Unmet,
    /// The source does not tell enough to say.
    Unsure,
}

impl Scopes<'_> {
    /// Whether a client covers them; `has` tells which scopes it has.
    ///
    /// Where only `X:readonly` is accepted, it is not published whether plain `X`
    /// will do, so a client with that one is unsure.
    pub fn coverage(&self, has: impl Fn(&str) -> bool) -> Coverage {
        match self {
            Self::None => Coverage::Met,
            Self::NotPublished => Coverage::Unsure,
            Self::Published(scopes) if scopes.iter().any(|scope| has(scope)) => Coverage::Met,
            Self::Published(scopes) => {
                let plain = |scope: &&str| scope.strip_suffix(":readonly").is_some_and(&has);
                if scopes.iter().any(plain) {
                    Coverage::Unsure
                } else {
                    Coverage::Unmet
                }
            }
        }
    }
}

impl<'m> Entry<'m> {
    pub(super) fn new(matrix: &'m Matrix, layer: &'m Layer, record: &'m OperationRecord) -> Self {
        Self {
            matrix,
            layer,
            record,
        }
    }

    /// The method, in capitals.
    pub fn method(&self) -> &'m str {
        self.layer.text(self.record.method)
    }

    /// The path with its parameters in braces.
    pub fn path(&self) -> &'m str {
        self.layer.text(self.record.path)
    }

    /// `METHOD /path`.
    pub fn call(&self) -> String {
        format!("{} {}", self.method(), self.path())
    }

    /// The API group that the operation is listed under, if the source tells.
    pub fn group(&self) -> Option<&'m str> {
        self.layer.some_text(self.record.group)
    }

    /// Which of the published descriptions has it, if only one has.
    pub fn seen(&self) -> Option<Seen> {
        self.record.seen
    }

    /// How sure the source is.
    pub fn basis(&self) -> Basis {
        let origin = self.layer.origin(self.record.origin);
        origin.map_or(Basis::Org, |origin| origin.basis)
    }

    pub(super) fn replaces(&self) -> bool {
        self.record.replace
    }

    /// What the operation requires by this source.
    pub fn requirement(&self) -> Requirement<'m> {
        let (layer, record) = (self.layer, self.record);
        let tables = layer.tables();
        let permissions = |list: List| {
            let ids = list.of(tables.ids).iter();
            let records = ids.filter_map(|id| tables.permissions.get(*id as usize));
            records.map(|record| layer.text(record.name)).collect()
        };
        let scopes = record.scopes.of(tables.ids).iter();
        let scopes = scopes.filter_map(|id| tables.scopes.get(*id as usize));
        let scopes: Vec<&str> = scopes.map(|scope| layer.text(scope.name)).collect();
        let origin = layer.origin(record.origin);
        let preconditions = record.preconditions.of(tables.texts).iter();
        Requirement {
            mode: record.mode,
            permissions: permissions(record.permissions),
            optional: permissions(record.optional),
            scopes: match (record.scopes_told, scopes.is_empty()) {
                (false, _) => Scopes::NotPublished,
                (true, true) => Scopes::None,
                (true, false) => Scopes::Published(scopes),
            },
            auth: record.auth,
            user_context: self
                .matrix
                .user_context(self.method(), self.path())
                .map(|stated| stated.text),
            preconditions: preconditions.map(|text| layer.text(*text)).collect(),
            note: layer.some_text(record.note),
            basis: self.basis(),
            source: origin.map_or("", |origin| layer.text(origin.source)),
            pack: origin.map_or("", |origin| layer.text(origin.pack)),
        }
    }
}
