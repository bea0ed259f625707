//! Roles as the platform itself lists them: the answer of
//! `GET /api/v2/authorization/roles`, given as `file` of an `[[external-role]]`.

use serde::Deserialize;
use smol_str::SmolStr;

/// A role that the configuration does not define.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRole {
    /// Its id, where it is known.
    pub id: Option<SmolStr>,
    /// Its name.
    pub name: SmolStr,
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

/// Reads the roles of an answer: the page with `entities`, a list of roles, or one
/// role alone. Keys that do not matter here are passed over.
///
/// # Errors
/// Why it is none of these, in serde's words.
pub fn parse(json: &[u8]) -> Result<Vec<ForeignRole>, serde_json::Error> {
    let answer: Answer = serde_json::from_slice(json)?;
    let roles = match answer {
        Answer::Page { entities } => entities,
        Answer::List(roles) => roles,
        Answer::One(role) => vec![role],
    };
    Ok(roles.into_iter().map(RawRole::into_role).collect())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Page { entities: Vec<RawRole> },
    List(Vec<RawRole>),
    One(RawRole),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawRole {
    id: Option<SmolStr>,
    name: SmolStr,
    #[serde(default)]
    permissions: Vec<SmolStr>,
    #[serde(default)]
    permission_policies: Vec<RawPolicy>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawPolicy {
    domain: SmolStr,
    entity_name: SmolStr,
    #[serde(default)]
    action_set: Vec<SmolStr>,
    resource_condition_node: Option<serde::de::IgnoredAny>,
}

impl RawRole {
    fn into_role(self) -> ForeignRole {
        ForeignRole {
            id: self.id,
            name: self.name,
            permissions: self.permissions,
            policies: self
                .permission_policies
                .into_iter()
                .map(|policy| ForeignPolicy {
                    domain: policy.domain,
                    entity: policy.entity_name,
                    actions: policy.action_set,
                    conditional: policy.resource_condition_node.is_some(),
                })
                .collect(),
        }
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
               "allowConditions": true, "resourceConditionNode": {"conjunction": "AND"}}]}"#;
        for json in [
            format!(r#"{{"entities": [{role}], "pageCount": 1}}"#),
            format!("[{role}]"),
            role.to_owned(),
        ] {
            let roles = parse(json.as_bytes()).expect("roles");
            assert_eq!(roles.len(), 1);
            assert_eq!(roles[0].permissions, ["group_creation"]);
            let conditional: Vec<bool> = roles[0].policies.iter().map(|p| p.conditional).collect();
            assert_eq!(conditional, [false, true]);
        }
        assert!(parse(b"{\"entities\": 3}").is_err());
        assert!(parse(b"").is_err());
    }
}
