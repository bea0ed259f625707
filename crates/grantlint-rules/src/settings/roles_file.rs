//! Roles as the platform itself lists them: the answer of
//! `GET /api/v2/authorization/roles`, given as `file` of an `[[external-role]]`.

use serde::Deserialize;
use serde_json::{Map, Value};
use smol_str::SmolStr;

/// A role that the configuration does not define.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRole {
    /// Its id, where it is known.
    pub id: Option<SmolStr>,
    /// Its name.
    pub name: SmolStr,
    /// The default role that it is, if it is one: `employee`, `admin`.
    pub default_role_id: Option<SmolStr>,
    /// Its general permissions.
    pub permissions: Vec<SmolStr>,
    /// Its policies.
    pub policies: Vec<ForeignPolicy>,
}

/// One policy of such a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignPolicy {
    /// The domain.
    pub domain: SmolStr,
    /// The entity, or `*`.
    pub entity: SmolStr,
    /// The actions, or `*`.
    pub actions: Vec<SmolStr>,
    /// Whether it is bound to conditions.
    pub conditional: bool,
}

/// Reads the roles of an answer: the page with `entities`, a list of pages or of roles,
/// or one role alone, as `GET /api/v2/authorization/roles/{roleId}` answers. Keys that do
/// not matter here are passed over. A role without `permissionPolicies` is left out: what
/// it holds is not told.
///
/// # Errors
/// Why it is none of these, in serde's words.
pub fn parse(json: &[u8]) -> Result<Vec<ForeignRole>, serde_json::Error> {
    let answer: Answer = serde_json::from_slice(json)?;
    let roles = match answer {
        Answer::Page(page) => page.entities,
        Answer::Pages(pages) => pages.into_iter().flat_map(|page| page.entities).collect(),
        Answer::List(roles) => roles,
        Answer::One(role) => vec![role],
    };
    Ok(roles.into_iter().filter_map(RawRole::into_role).collect())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Page(Page),
    Pages(Vec<Page>),
    List(Vec<RawRole>),
    One(RawRole),
}

#[derive(Deserialize)]
struct Page {
    entities: Vec<RawRole>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawRole {
    id: Option<SmolStr>,
    name: SmolStr,
    default_role_id: Option<SmolStr>,
    permissions: Option<Vec<SmolStr>>,
    permission_policies: Option<Vec<RawPolicy>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawPolicy {
    domain: SmolStr,
    entity_name: SmolStr,
    action_set: Option<Vec<SmolStr>>,
    resource_condition_node: Option<Map<String, Value>>,
}

impl RawRole {
    fn into_role(self) -> Option<ForeignRole> {
        let policies = self.permission_policies?;
        Some(ForeignRole {
            id: self.id,
            name: self.name,
            default_role_id: self.default_role_id,
            permissions: self.permissions.unwrap_or_default(),
            policies: policies
                .into_iter()
                .map(|policy| ForeignPolicy {
                    domain: policy.domain,
                    entity: policy.entity_name,
                    actions: policy.action_set.unwrap_or_default(),
                    conditional: policy.resource_condition_node.is_some_and(|node| {
                        // One without a term and without a comparison binds nothing.
                        let says = |value: &Value| match value {
                            Value::Null => false,
                            Value::Array(items) => !items.is_empty(),
                            _ => true,
                        };
                        ["terms", "operands", "variableName"]
                            .iter()
                            .any(|key| node.get(*key).is_some_and(says))
                    }),
                })
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_each_of_its_forms() {
        let role = r#"{"id": "1", "name": "Employee", "permissions": ["group_creation"],
            "userCount": 3, "permissionPolicies": [
              {"domain": "routing", "entityName": "queue", "actionSet": ["view"], "allowConditions": false},
              {"domain": "recording", "entityName": "recording", "actionSet": ["*"],
               "allowConditions": true, "resourceConditionNode": {"conjunction": "AND",
                 "terms": [{"variableName": "Conversation.queues", "operator": "EQ",
                            "operands": [{"type": "QUEUE", "queue": {"id": "1"}}]}]}},
              {"domain": "recording", "entityName": "annotation", "actionSet": ["view"],
               "resourceConditionNode": {"conjunction": "AND", "terms": []}},
              {"domain": "recording", "entityName": "screenRecording", "actionSet": ["view"],
               "resourceConditionNode": null}],
            "defaultRoleId": "employee", "base": true, "default": true}"#;
        for json in [
            format!(r#"{{"entities": [{role}], "pageCount": 1}}"#),
            format!(r#"[{{"entities": [{role}]}}, {{"entities": []}}]"#),
            // A list may leave out what its roles hold.
            format!(r#"{{"entities": [{role}, {{"id": "2", "name": "Admin"}}]}}"#),
            format!("[{role}]"),
            role.to_owned(),
        ] {
            let roles = parse(json.as_bytes()).expect("roles");
            assert_eq!(roles.len(), 1);
            assert_eq!(roles[0].permissions, ["group_creation"]);
            let conditional: Vec<bool> = roles[0].policies.iter().map(|p| p.conditional).collect();
            assert_eq!(conditional, [false, true, false, false]);
            assert_eq!(roles[0].default_role_id.as_deref(), Some("employee"));
        }
        assert!(parse(b"{\"entities\": 3}").is_err());
        assert!(parse(b"").is_err());
    }
}
