-- policies/from-before-to.toml
id = "from-before-to"
summary = "what from-before-to says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_quality_forms_evaluation"]
message = "{low} {high}"
must = { argument = "low", less-than = "high" }
when = [{ argument = "low", is = "given" }]
[example]
bad = "a"
good = "b"
-- policies/low-at-most-high.toml
id = "low-at-most-high"
summary = "what low-at-most-high says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_quality_forms_evaluation"]
message = "m"
must-not = { all = [{ argument = "low", is = "given" }, { argument = "high", is = "given" }, { not = { argument = "low", at-most = "high" } }] }
[example]
bad = "a"
good = "b"
-- policies/both-or-none.toml
id = "both-or-none"
summary = "what both-or-none says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_quality_forms_evaluation"]
message = "m"
when = [{ argument = "low", is = "given" }]
must = { argument = "high", is = "given" }
[example]
bad = "a"
good = "b"
-- policies/names-differ.toml
id = "names-differ"
summary = "what names-differ says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_quality_forms_evaluation"]
message = "{value}"
must-not = { argument = "name", same-as = "title" }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_quality_forms_evaluation" "bad" { # expect: from-before-to, low-at-most-high, names-differ
  low  = 3
  high = 2
  name = "a"
  title = "a"
}
resource "genesyscloud_quality_forms_evaluation" "equal" { # expect: from-before-to
  low  = 2
  high = "2"
}
resource "genesyscloud_quality_forms_evaluation" "alone" { # expect: both-or-none, from-before-to
  low  = 2
}
resource "genesyscloud_quality_forms_evaluation" "good" {
  low  = 1
  high = 2
  name = "a"
  title = "b"
}
resource "genesyscloud_quality_forms_evaluation" "unknown" {
  low  = var.x
  high = var.x
  name = "a"
  title = var.x
}
