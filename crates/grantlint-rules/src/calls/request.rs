//! What a data action or a text asks of the platform.

use grantlint_parser::eval::value::{Data, Piece, Value};
use grantlint_parser::model::Action;
use grantlint_parser::source::Location;

use super::{Callers, Target};
use crate::holdings::{Doubt, origin};
use crate::matrix::{Match, Matrix, PathPiece, is_platform};
use crate::ways::{Way, ways};

/// One request that a data action makes, or may make.
pub(super) struct Request<'m> {
    /// The URL's literal.
    pub(super) at: Location,
    /// The endpoint as it is shown, and what it is.
    pub(super) target: (String, Target<'m>),
    /// Why it is perhaps not made.
    pub(super) doubt: Option<Doubt>,
}

/// What a call that is written out means.
pub(super) fn written<'m>(matrix: &'m Matrix, method: &str, path: &str) -> (String, Target<'m>) {
    found(
        matrix.find(method, path),
        format!("{method} {}", without_query(path)),
    )
}

/// The requests of an action: one, or one for each arm of an unknown conditional.
/// None where it has no URL at all.
pub(super) fn requests<'m>(callers: Callers<'m>, action: &Action) -> Vec<Request<'m>> {
    let Some(url) = &action.url else {
        return Vec::new();
    };
    let urls = ways(Some(url));
    let methods = ways(action.method.as_ref());
    let alternatives = urls.len() * methods.len() > 1;
    let mut requests: Vec<Request<'m>> = Vec::new();
    for url_way in &urls {
        let first = requests.len();
        for method in &methods {
            let (pieces, at) = match url_way {
                Way::Is(pieces, _) if is_page(pieces) => continue,
                Way::Is(pieces, fact) => (pieces.as_slice(), origin(fact)),
                Way::Unknown(doubt, fact) => {
                    let method = known_method(method).unwrap_or("?");
                    requests.push(Request {
                        at: fact.at,
                        target: (format!("{method} …"), Target::Open(doubt.clone())),
                        doubt: None,
                    });
                    continue;
                }
                Way::Absent => continue,
            };
            let shown = show(pieces);
            let shown = match without_query(&shown) {
                // A template that begins with one of Velocity's directives.
                "" => "…".to_owned(),
                path => path.to_owned(),
            };
            let target = match method {
                Way::Is(method, _) => {
                    let path: Vec<PathPiece<'_>> = pieces.iter().map(path_piece).collect();
                    let method = method.to_ascii_uppercase();
                    found(
                        callers.matrix.find_pieces(&method, &path),
                        format!("{method} {shown}"),
                    )
                }
                Way::Unknown(doubt, _) => (format!("? {shown}"), Target::Open(doubt.clone())),
                // Without a method there is no request, and the provider refuses it.
                Way::Absent => continue,
            };
            requests.push(Request {
                at,
                target,
                doubt: alternatives.then(|| {
                    Doubt::new(
                        "which request is made depends on a condition that is not known",
                        Some(origin(url)),
                    )
                }),
            });
        }
        let is_none = |request: &Request<'m>| matches!(request.target.1, Target::NoSuch(_));
        let of_url = requests.split_off(first);
        // Where conditions decide over method and URL, not every pair need come about: what
        // is no operation is left out where another method makes one.
        let all_none = of_url.iter().all(is_none);
        let kept = of_url.into_iter();
        requests.extend(kept.filter(|request| all_none || !is_none(request)));
    }
    requests
}

/// Whether a URL is surely one of the platform's, whatever integration it is for.
pub(super) fn is_platform_url(pieces: &[Piece]) -> bool {
    let Some(Piece::Text(first)) = pieces.first() else {
        return false;
    };
    let first = first.to_ascii_lowercase();
    first.starts_with("/api/v2/")
}

/// Whether a URL is one of the platform's and none of its API, like that of a chat
/// room's web hook: permissions have no say there.
fn is_page(pieces: &[Piece]) -> bool {
    let Some(Piece::Text(first)) = pieces.first() else {
        return false;
    };
    let first = first.to_ascii_lowercase();
    let Some((host, path)) = first
        .strip_prefix("https://")
        .and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    is_platform(host) && !host.starts_with("api.") && !path.starts_with("api/")
}

fn found(found: Match<'_>, shown: String) -> (String, Target<'_>) {
    match found {
        Match::Found(found) => {
            let endpoint = found.entries.first().map_or(shown, |entry| entry.call());
            (endpoint, Target::Operation(found))
        }
        Match::Undecided(several) => (shown, Target::Several(several)),
        Match::Unknown(unknown) => (shown, Target::NoSuch(unknown)),
    }
}

fn known_method<'f>(method: &Way<'f, smol_str::SmolStr>) -> Option<&'f str> {
    match method {
        Way::Is(method, _) => Some(method.as_str()),
        Way::Unknown(..) | Way::Absent => None,
    }
}

fn path_piece(piece: &Piece) -> PathPiece<'_> {
    match piece {
        Piece::Text(text) => PathPiece::Text(text),
        Piece::Hole(value) if is_identifier(value) => PathPiece::Identifier,
        Piece::Hole(_) => PathPiece::Hole,
    }
}

/// Whether a value is the id of a resource: no slash is in it.
fn is_identifier(value: &Value) -> bool {
    matches!(&value.data, Data::Attribute(symbol) if symbol.attribute == "id")
}

/// The URL as a reader knows it; what is unknown is left out.
fn show(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Hole(_) => "…",
        })
        .collect()
}

/// Query and fragment say nothing about the operation, and may hold secrets.
fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}
