//! What in the text of a configuration refers to a resource.

use grantlint_parser::address::{Address, Key};
use grantlint_parser::model::Model;

/// How many references there are to a resource, or may be: one that may mean it counts.
/// Those in the block itself do not.
pub(super) fn to(model: &Model, address: &Address) -> usize {
    let own = |from: &Address| may_mean(from, address);
    let references = model.references_to(&address.kind, &address.name);
    references
        .filter(|reference| {
            may_mean(&reference.to, address) && !reference.from.as_ref().is_some_and(own)
        })
        .count()
}

/// Whether an address may mean a resource: instances whose key is not known may be
/// any one.
pub(crate) fn may_mean(reference: &Address, address: &Address) -> bool {
    let same_module = reference.module.0.len() == address.module.0.len()
        && reference.module.0.iter().zip(&address.module.0).all(
            |((one, one_key), (other, other_key))| {
                one == other && keys_may_agree(one_key, other_key)
            },
        );
    same_module
        && reference.mode == address.mode
        && reference.kind == address.kind
        && reference.name == address.name
        && keys_may_agree(&reference.key, &address.key)
}

fn keys_may_agree(one: &Key, other: &Key) -> bool {
    one == other || *one == Key::Unknown || *other == Key::Unknown
}
