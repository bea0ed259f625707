//! Writes rule files as Rust constants of [`Node`](crate::node::Node). The build
//! script uses it.

use std::fmt::Write as _;

use toml::Value;

/// A value as the Rust expression of its node.
///
/// # Errors
/// What kind of value no rule file has.
pub(crate) fn to_rust(value: &Value) -> Result<String, String> {
    let mut rust = String::new();
    write(value, &mut rust)?;
    Ok(rust)
}

fn write(value: &Value, rust: &mut String) -> Result<(), String> {
    match value {
        Value::String(text) => {
            let _ = write!(rust, "Node::Text({text:?})");
        }
        Value::Boolean(flag) => {
            let _ = write!(rust, "Node::Flag({flag})");
        }
        Value::Integer(number) => {
            let _ = write!(rust, "Node::Integer({number})");
        }
        Value::Array(items) => {
            rust.push_str("Node::List(&[");
            for item in items {
                write(item, rust)?;
                rust.push(',');
            }
            rust.push_str("])");
        }
        Value::Table(entries) => {
            rust.push_str("Node::Table(&[");
            for (key, value) in entries {
                let _ = write!(rust, "({key:?}, ");
                write(value, rust)?;
                rust.push_str("),");
            }
            rust.push_str("])");
        }
        Value::Float(_) => return Err("a rule file holds no fractions".to_owned()),
        Value::Datetime(_) => return Err("a rule file holds no times".to_owned()),
    }
    Ok(())
}
