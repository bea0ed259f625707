//! How a client gets its tokens, as far as it matters: on its own, or for a user.

use grantlint_parser::model::Client;
use smol_str::SmolStr;

use crate::holdings::Doubt;
use crate::ways::{Way, ways};

/// The grant type of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantType {
    /// `CLIENT-CREDENTIALS`: its own roles count, scopes do not.
    ClientCredentials,
    /// Any other that exists: the acting user's roles count, cut by its scopes.
    User(SmolStr),
    /// Not known, or none that exists.
    Unknown(Doubt),
}

/// What `authorized_grant_type` says for client credentials.
pub const CLIENT_CREDENTIALS: &str = "CLIENT-CREDENTIALS";

const USER: [&str; 5] = ["CODE", "TOKEN", "SAML2BEARER", "SAML2-BEARER", "PASSWORD"];

impl GrantType {
    /// The grant type of a client. Where a condition decides between several that
    /// differ in what counts, it is unknown.
    pub fn of(client: &Client) -> GrantType {
        let mut found: Option<GrantType> = None;
        for way in ways(client.grant_type.as_ref()) {
            let one = match way {
                Way::Is(word, _) if word == CLIENT_CREDENTIALS => GrantType::ClientCredentials,
                Way::Is(word, _) if USER.contains(&word.as_str()) => GrantType::User(word.clone()),
                Way::Is(word, fact) => GrantType::Unknown(Doubt::new(
                    format!("`{word}` is no grant type"),
                    Some(fact.at),
                )),
                Way::Unknown(doubt, _) => GrantType::Unknown(doubt),
                Way::Absent => GrantType::Unknown(Doubt::new(
                    "the client has no `authorized_grant_type`",
                    None,
                )),
            };
            found = Some(match (found, one) {
                (None, one) => one,
                (Some(GrantType::ClientCredentials), GrantType::ClientCredentials) => {
                    GrantType::ClientCredentials
                }
                (Some(GrantType::User(first)), GrantType::User(_)) => GrantType::User(first),
                (Some(GrantType::Unknown(doubt)), _) | (Some(_), GrantType::Unknown(doubt)) => {
                    GrantType::Unknown(doubt)
                }
                (Some(_), _) => GrantType::Unknown(Doubt::new(
                    "`authorized_grant_type` depends on a condition that is not known",
                    client.grant_type.as_ref().map(|fact| fact.at),
                )),
            });
        }
        found.unwrap_or(GrantType::Unknown(Doubt::new(
            "the client has no `authorized_grant_type`",
            None,
        )))
    }
}
