//! Resources to model: reads the types that grantlint reasons about, and
//! resolves what refers to what.

mod facts;

use std::collections::HashMap;

use smol_str::SmolStr;

use self::facts::{Named, elements, fact, listed, listing, named, pieces, reference, text};
use crate::address::{Address, Mode};
use crate::eval::value::Value;
use crate::expand::Expanded;
use crate::model::{
    Action, Assignment, Client, ClientRef, Credential, CredentialRef, DivisionRef, Grant,
    Integration, IntegrationRef, Model, PermissionSet, Policy, ResourceId, Role, RoleRef,
    SubjectRef,
};
use crate::resource::{Body, NestedBlock, Resource};

/// What the lowering needs to be told from outside.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Types that are read as permission sets, each with its argument that lists
    /// the permissions.
    pub permission_sets: Vec<(SmolStr, SmolStr)>,
}

/// Lowers the resources of one root module.
pub(crate) fn lower(root: &str, expanded: Expanded, settings: &Settings) -> Model {
    let Expanded {
        resources,
        references,
        folders,
    } = expanded;
    let names = Names::of(&resources);
    let mut model = Model {
        root: root.into(),
        folders,
        references,
        ..Model::default()
    };
    for (index, resource) in resources.iter().enumerate() {
        let id = ResourceId(index);
        let body = &resource.body;
        let set = settings
            .permission_sets
            .iter()
            .find(|(kind, _)| *kind == resource.address.kind);
        match (resource.address.mode, resource.address.kind.as_str()) {
            (Mode::Data, _) => {}
            (_, "genesyscloud_auth_role") => model.roles.push(role(id, body)),
            (_, "genesyscloud_oauth_client") => model.clients.push(names.client(id, body)),
            (_, "genesyscloud_user_roles") => {
                model
                    .assignments
                    .push(names.assignment(id, body, "user_id"));
            }
            (_, "genesyscloud_group_roles") => {
                model
                    .assignments
                    .push(names.assignment(id, body, "group_id"));
            }
            (_, "genesyscloud_integration") => {
                model.integrations.push(names.integration(id, body));
            }
            (_, "genesyscloud_integration_credential") => {
                model.credentials.push(names.credential(id, body));
            }
            (
                _,
                "genesyscloud_integration_action"
                | "genesyscloud_integration_action_draft"
                | "genesyscloud_integration_custom_auth_action",
            ) => model.actions.push(names.action(id, body)),
            _ => {}
        }
        if let Some((_, argument)) = set {
            model.permission_sets.push(PermissionSet {
                resource: id,
                permissions: body.argument(argument).map(listing),
                at: body.argument(argument).map(|argument| argument.at),
            });
        }
    }
    model.resources = resources;
    model.enter_names();
    model
}

/// Where each resource of the model that others refer to stands in its list.
#[derive(Default)]
struct Names {
    roles: HashMap<Address, usize>,
    clients: HashMap<Address, usize>,
    integrations: HashMap<Address, usize>,
    credentials: HashMap<Address, usize>,
    /// The `name` that each data source of a role looks for.
    looked_up: HashMap<Address, SmolStr>,
}

impl Names {
    fn of(resources: &[Resource]) -> Self {
        let mut names = Names::default();
        for resource in resources {
            let address = resource.address.clone();
            let list = match (address.mode, address.kind.as_str()) {
                (Mode::Managed, "genesyscloud_auth_role") => &mut names.roles,
                (Mode::Managed, "genesyscloud_oauth_client") => &mut names.clients,
                (Mode::Managed, "genesyscloud_integration") => &mut names.integrations,
                (Mode::Managed, "genesyscloud_integration_credential") => &mut names.credentials,
                (Mode::Data, "genesyscloud_auth_role") => {
                    let name = resource
                        .body
                        .argument("name")
                        .and_then(|name| name.value.as_str());
                    names
                        .looked_up
                        .extend(name.map(|name| (address, name.into())));
                    continue;
                }
                _ => continue,
            };
            let next = list.len();
            list.insert(address, next);
        }
        names
    }

    fn client(&self, resource: ResourceId, body: &Body) -> Client {
        Client {
            resource,
            name: body.argument("name").map(text),
            grant_type: body.argument("authorized_grant_type").map(text),
            scopes: listed(body, "scopes"),
            grants: body
                .blocks("roles")
                .map(|block| self.grant(block, "division_id"))
                .collect(),
            open: body.open_blocks("roles").map(|open| open.why.clone()),
            state: body.argument("state").map(text),
        }
    }

    fn assignment(&self, resource: ResourceId, body: &Body, subject: &str) -> Assignment {
        Assignment {
            resource,
            subject: body
                .argument(subject)
                .map(|argument| reference(argument, "subject", subject_ref)),
            grants: body
                .blocks("roles")
                .map(|block| self.grant(block, "division_ids"))
                .collect(),
            open: body.open_blocks("roles").map(|open| open.why.clone()),
        }
    }

    fn grant(&self, block: &NestedBlock, divisions: &str) -> Grant {
        let role = block.body.argument("role_id");
        let divisions = block.body.argument(divisions);
        // The provider takes an empty text for none.
        let divisions = divisions.filter(|argument| argument.value.as_str() != Some(""));
        let (listed, open) = match divisions {
            None => (Vec::new(), None),
            Some(argument) => elements(argument, "division", division_ref),
        };
        Grant {
            at: block.at,
            role: role.map(|argument| reference(argument, "role", |value| self.role_ref(value))),
            divisions: listed,
            divisions_open: open,
        }
    }

    fn role_ref(&self, named: Named<'_>) -> Option<RoleRef> {
        match named {
            Named::Attribute(of) if of.attribute != "id" => None,
            Named::Attribute(of) => match of.resource.mode {
                Mode::Managed => self.roles.get(&of.resource).copied().map(RoleRef::InTree),
                Mode::Data => {
                    (of.resource.kind == "genesyscloud_auth_role").then(|| RoleRef::Data {
                        address: of.resource.clone(),
                        name: self.looked_up.get(&of.resource).cloned(),
                    })
                }
            },
            Named::Text(id) => Some(RoleRef::Id(id.into())),
        }
    }

    fn integration(&self, resource: ResourceId, body: &Body) -> Integration {
        let config = body.blocks("config").next();
        let argument = config.and_then(|config| config.body.argument("credentials"));
        let (credentials, open) = match argument {
            None => (
                Vec::new(),
                body.open_blocks("config").map(|open| open.why.clone()),
            ),
            Some(argument) => match argument.value.entries() {
                None => (Vec::new(), argument.value.as_unknown()),
                Some(entries) => {
                    let facts = entries.into_iter().filter(|(_, value)| !value.is_null());
                    let facts = facts.map(|(name, value)| {
                        let read = |value: &Value| {
                            named(value, "credential", &|it| self.credential_ref(it))
                        };
                        (name, fact(&value, argument.value_at, &read))
                    });
                    (facts.collect(), None)
                }
            },
        };
        Integration {
            resource,
            kind: body.argument("integration_type").map(text),
            state: body.argument("intended_state").map(text),
            credentials,
            open,
        }
    }

    fn credential_ref(&self, named: Named<'_>) -> Option<CredentialRef> {
        match named {
            Named::Attribute(of) if of.attribute == "integration_credential_id" => self
                .clients
                .get(&of.resource)
                .copied()
                .map(CredentialRef::OfClient),
            Named::Attribute(of) => match of.resource.mode {
                Mode::Managed => self
                    .credentials
                    .get(&of.resource)
                    .copied()
                    .map(CredentialRef::InTree),
                Mode::Data => Some(CredentialRef::Data(of.resource.clone())),
            },
            Named::Text(id) => Some(CredentialRef::Id(id.into())),
        }
    }

    fn credential(&self, resource: ResourceId, body: &Body) -> Credential {
        let fields = body.argument("fields");
        let entries = fields.and_then(|fields| fields.value.entries());
        let client = fields.zip(entries.as_ref()).and_then(|(fields, entries)| {
            let value = entries.get("clientId").filter(|value| !value.is_null())?;
            let read = |value: &Value| named(value, "client", &|it| self.client_ref(it));
            Some(fact(value, fields.value_at, &read))
        });
        let open = match (fields, &entries) {
            (Some(fields), None) => fields.value.as_unknown(),
            (Some(_) | None, _) => body.open_blocks("fields").map(|open| open.why.clone()),
        };
        Credential {
            resource,
            kind: body.argument("credential_type_name").map(text),
            client,
            open,
        }
    }

    fn client_ref(&self, named: Named<'_>) -> Option<ClientRef> {
        match named {
            Named::Attribute(of) => match (of.resource.mode, of.attribute.as_str()) {
                (Mode::Managed, "id" | "client_id") => self
                    .clients
                    .get(&of.resource)
                    .copied()
                    .map(ClientRef::InTree),
                (Mode::Managed, _) => None,
                (Mode::Data, _) => Some(ClientRef::Data(of.resource.clone())),
            },
            Named::Text(id) => Some(ClientRef::Id(id.into())),
        }
    }

    fn action(&self, resource: ResourceId, body: &Body) -> Action {
        let request = body.blocks("config_request").next();
        let argument = |name| request.and_then(|request| request.body.argument(name));
        let integration = body.argument("integration_id");
        Action {
            resource,
            integration: integration.map(|argument| {
                reference(argument, "integration", |named| self.integration_ref(named))
            }),
            method: argument("request_type").map(text),
            url: argument("request_url_template")
                .map(|argument| fact(&argument.value, argument.value_at, &pieces)),
        }
    }

    fn integration_ref(&self, named: Named<'_>) -> Option<IntegrationRef> {
        match named {
            Named::Attribute(of) => match of.resource.mode {
                Mode::Managed => self
                    .integrations
                    .get(&of.resource)
                    .copied()
                    .map(IntegrationRef::InTree),
                Mode::Data => Some(IntegrationRef::Data(of.resource.clone())),
            },
            Named::Text(id) => Some(IntegrationRef::Id(id.into())),
        }
    }
}

fn role(resource: ResourceId, body: &Body) -> Role {
    Role {
        resource,
        name: body.argument("name").map(text),
        policies: body.blocks("permission_policies").map(policy).collect(),
        open: body
            .open_blocks("permission_policies")
            .map(|open| open.why.clone()),
        permissions: listed(body, "permissions"),
        default_role_id: body.argument("default_role_id").map(text),
    }
}

fn policy(block: &NestedBlock) -> Policy {
    let body = &block.body;
    Policy {
        at: block.at,
        domain: body.argument("domain").map(text),
        entity: body.argument("entity_name").map(text),
        actions: body.argument("action_set").map(listing),
        conditions: body.blocks("conditions").next().cloned(),
        conditions_open: body.open_blocks("conditions").map(|open| open.why.clone()),
    }
}

fn subject_ref(named: Named<'_>) -> Option<SubjectRef> {
    Some(match named {
        Named::Attribute(of) => SubjectRef::Resource(of.resource.clone()),
        Named::Text(id) => SubjectRef::Id(id.into()),
    })
}

fn division_ref(named: Named<'_>) -> Option<DivisionRef> {
    Some(match named {
        Named::Attribute(of) if of.resource.kind == "genesyscloud_auth_division_home" => {
            DivisionRef::Home
        }
        Named::Attribute(of) if of.resource.kind == "genesyscloud_auth_division" => {
            DivisionRef::Resource(of.resource.clone())
        }
        Named::Attribute(_) => return None,
        Named::Text("*") => DivisionRef::All,
        Named::Text(id) => DivisionRef::Id(id.into()),
    })
}
