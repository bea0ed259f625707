//! The permissions of an organisation as the platform itself lists them, the answer of
//! `GET /api/v2/authorization/permissions`, and what becomes of it: a data file with a
//! catalogue.
//!
//! The answer is a page of collections, one for each domain, with their permissions by
//! entity. A catalogue of which a part is missing would call real permissions wrong, so
//! the pages have to be complete.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::Deserializer;

/// What the platform says of a permission: whether it is division-aware, and whether it
/// takes conditions, if that is told.
pub type Flags = (Option<bool>, Option<bool>);

/// The permissions of an organisation, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions(pub BTreeMap<String, Flags>);

/// Why an answer cannot be used: lower case, no stop.
#[derive(Debug, thiserror::Error)]
pub enum PermissionsError {
    /// It is no JSON.
    #[error("it is no JSON: {0}")]
    Json(serde_json::Error),
    /// It is no answer of this operation.
    #[error("it is not what `GET /api/v2/authorization/permissions` answers")]
    Shape,
    /// There is no permission in it.
    #[error("there is no permission in it")]
    Empty,
    /// Pages are missing.
    #[error("it is not complete: {0}")]
    Incomplete(String),
    /// A name is not of the form of a permission.
    #[error("`{0}` is not of the form `domain:entity:action`")]
    Name(String),
    /// One permission is told twice, with different flags.
    #[error("`{0}` is told twice, each time in another way")]
    Twice(String),
}

/// Reads the pages of an answer from any number of files. Each file holds a page, a list
/// of pages, several of them one behind the other, or the collections of pages alone.
/// Keys that do not matter here are passed over.
///
/// # Errors
/// The position of the file, and why it or all of them together cannot be used.
pub fn parse(files: &[Vec<u8>]) -> Result<Permissions, (usize, PermissionsError)> {
    let mut pages: Vec<Page> = Vec::new();
    for (number, bytes) in files.iter().enumerate() {
        for answer in Deserializer::from_slice(bytes).into_iter::<Answer>() {
            let answer = answer.map_err(|error| {
                let why = match error.is_data() {
                    true => PermissionsError::Shape,
                    false => PermissionsError::Json(error),
                };
                (number, why)
            })?;
            answer.pages(&mut pages);
        }
    }
    let last = files.len().saturating_sub(1);
    complete(&pages).map_err(|why| (last, PermissionsError::Incomplete(why)))?;
    let mut permissions = Permissions::default();
    for collection in pages.into_iter().flat_map(|page| page.entities) {
        permissions.add(collection).map_err(|error| (last, error))?;
    }
    if permissions.0.is_empty() {
        return Err((last, PermissionsError::Empty));
    }
    Ok(permissions)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Page(Page),
    Pages(Vec<Page>),
    Collections(Vec<Collection>),
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    entities: Vec<Collection>,
    page_number: Option<u64>,
    page_count: Option<u64>,
    self_uri: Option<String>,
    next_uri: Option<String>,
}

/// The permissions of a domain, by entity.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Collection {
    domain: Option<String>,
    permission_map: BTreeMap<String, Vec<Permission>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Permission {
    domain: Option<String>,
    entity_type: Option<String>,
    action: String,
    allows_conditions: Option<bool>,
    division_aware: Option<bool>,
}

impl Answer {
    fn pages(self, pages: &mut Vec<Page>) {
        match self {
            Answer::Page(page) => pages.push(page),
            Answer::Pages(several) => pages.extend(several),
            Answer::Collections(entities) => pages.push(Page {
                entities,
                ..Page::default()
            }),
        }
    }
}

/// Whether each page is there, and none is cut by a query.
fn complete(pages: &[Page]) -> Result<(), String> {
    let query = |uri: &&String| uri.contains("query=") || uri.contains("queryType=");
    if let Some(uri) = pages
        .iter()
        .filter_map(|page| page.self_uri.as_ref())
        .find(query)
    {
        return Err(format!("`{uri}` asks for a part of the permissions"));
    }
    let there: BTreeSet<u64> = pages.iter().filter_map(|page| page.page_number).collect();
    let count = pages.iter().filter_map(|page| page.page_count).max();
    let count = count.unwrap_or_default();
    let missing = (1..=count).find(|number| !there.contains(number));
    if let Some(missing) = missing.filter(|_| !there.is_empty() || count > 1) {
        return Err(format!("page {missing} of {count} is missing"));
    }
    let next = |page: &&Page| page.next_uri.is_some() && page.page_count.is_none();
    let last = pages.iter().max_by_key(|page| page.page_number);
    match last.filter(next).and_then(|page| page.next_uri.as_ref()) {
        Some(uri) => Err(format!("the page `{uri}` is missing")),
        None => Ok(()),
    }
}

impl Permissions {
    fn add(&mut self, collection: Collection) -> Result<(), PermissionsError> {
        for (entity, permissions) in collection.permission_map {
            for permission in permissions {
                let domain = permission.domain.as_ref().or(collection.domain.as_ref());
                let domain = domain.map_or("", String::as_str);
                let entity = permission.entity_type.as_deref().unwrap_or(&entity);
                let action = &permission.action;
                if entity == "*" || action == "*" {
                    // A pattern over permissions that are listed themselves.
                    continue;
                }
                let name = format!("{domain}:{entity}:{action}");
                let word = |part: &&str| {
                    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
                    !part.is_empty() && part.chars().all(letter)
                };
                if ![domain, entity, action].iter().all(word) {
                    return Err(PermissionsError::Name(name));
                }
                let flags = (permission.division_aware, permission.allows_conditions);
                match self.0.get(&name) {
                    Some(known) if *known != flags => return Err(PermissionsError::Twice(name)),
                    _ => self.0.insert(name, flags),
                };
            }
        }
        Ok(())
    }

    /// The domains, sorted.
    pub fn domains(&self) -> BTreeSet<&str> {
        let names = self.0.keys();
        names.filter_map(|name| name.split(':').next()).collect()
    }

    /// The data file with the catalogue, in one form for one content: a list for each
    /// combination of flags, each name on a line of its own.
    pub fn data_file(&self) -> String {
        let mut groups: BTreeMap<Flags, Vec<&str>> = BTreeMap::new();
        for (name, flags) in &self.0 {
            groups.entry(*flags).or_default().push(name);
        }
        let mut text = "basis = \"org\"\n".to_owned();
        for ((division_aware, allows_conditions), names) in groups {
            text.push_str("\n[[catalogue]]\n");
            for (key, flag) in [
                ("division-aware", division_aware),
                ("allows-conditions", allows_conditions),
            ] {
                if let Some(flag) = flag {
                    let _ = writeln!(text, "{key} = {flag}");
                }
            }
            text.push_str("permissions = [\n");
            for name in names {
                let _ = writeln!(text, "  \"{name}\",");
            }
            text.push_str("]\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTING: &str = r#"{"id": "routing", "name": "Routing", "domain": "routing",
        "permissionMap": {"queue": [
          {"domain": "routing", "entityType": "queue", "action": "view", "label": "View",
           "allowsConditions": false, "divisionAware": true},
          {"domain": "routing", "entityType": "queue", "action": "*", "label": "All Permissions"}]},
        "selfUri": "/api/v2/authorization/permissions/routing"}"#;
    const ADMIN: &str =
        r#"{"domain": "authorization", "permissionMap": {"role": [{"action": "view"}]}}"#;

    fn page(number: u64, count: u64, collection: &str) -> String {
        format!(
            r#"{{"entities": [{collection}], "pageSize": 1, "pageNumber": {number},
                "total": {count}, "pageCount": {count},
                "selfUri": "/api/v2/authorization/permissions?pageNumber={number}"}}"#
        )
    }

    #[track_caller]
    fn check(files: &[String], expected: Result<&str, &str>) {
        let files: Vec<Vec<u8>> = files.iter().map(|text| text.clone().into_bytes()).collect();
        let found = parse(&files).map(|found| {
            let names = found.0.iter();
            let names =
                names.map(|(name, (aware, conditions))| format!("{name} {aware:?} {conditions:?}"));
            names.collect::<Vec<_>>().join(", ")
        });
        let found = found.map_err(|(_, error)| error.to_string());
        match (&found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected),
            (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
            _ => panic!("{found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn an_answer_in_each_of_its_forms() {
        let both = "authorization:role:view None None, \
                    routing:queue:view Some(true) Some(false)";
        let (one, two) = (page(1, 2, ROUTING), page(2, 2, ADMIN));
        for files in [
            vec![page(1, 1, &format!("{ROUTING}, {ADMIN}"))],
            vec![format!("[{one}, {two}]")],
            vec![format!("{one}\n{two}\n")],
            vec![two.clone(), one.clone()],
            vec![one.clone(), one.clone(), two.clone()],
            vec![format!("[{ROUTING}, {ADMIN}]")],
        ] {
            check(&files, Ok(both));
        }
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let whole = page(1, 1, ROUTING);
        for (text, why) in [
            (page(1, 2, ROUTING), "page 2 of 2 is missing"),
            (page(2, 900_000_000_000, ROUTING), "page 1 of 900000000000"),
            (page(1, 1, ""), "no permission"),
            (String::new(), "no permission"),
            ("[]".to_owned(), "no permission"),
            ("{}".to_owned(), "it is not what"),
            ("[1]".to_owned(), "it is not what"),
            (format!("{whole} {{"), "it is no JSON"),
            (
                whole.replace("pageNumber=1", "queryType=domain&query=routing"),
                "asks for a part",
            ),
            (
                whole.replace("\"pageCount\": 1", "\"nextUri\": \"/x\""),
                "`/x` is missing",
            ),
            (
                whole.replace("\"view\"", "\"vi ew\""),
                "`routing:queue:vi ew` is not",
            ),
            (
                whole.replace("\"routing\", \"entityType\"", "\"a:b\", \"entityType\""),
                "`a:b:queue:view`",
            ),
            (
                page(
                    1,
                    1,
                    &format!("{ROUTING}, {}", ROUTING.replace("true", "false")),
                ),
                "told twice",
            ),
        ] {
            check(&[text], Err(why));
        }
    }

    #[test]
    fn the_data_file_says_the_same() {
        let files = [page(1, 1, &format!("{ROUTING}, {ADMIN}")).into_bytes()];
        let permissions = parse(&files).expect("a whole answer");
        let data = grantlint_data::parse(&permissions.data_file()).expect("a data file");
        let again = data.catalogue.iter().flat_map(|entry| {
            let flags = (entry.division_aware, entry.allows_conditions);
            entry
                .permissions
                .iter()
                .map(move |name| (name.as_ref().clone(), flags))
        });
        assert_eq!(again.collect::<BTreeMap<_, _>>(), permissions.0);
    }
}
