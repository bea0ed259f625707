//! Cases with markers: `# expect: rule-id` at the end of a line says that this rule,
//! and no other, finds something that begins on it.
