-- main.tf.json
{
  "locals": {
    "a": "${local.b}",
    "b": "${local.a}"
  },
  "resource": {
    "genesyscloud_auth_division": {
      "a": {
        "name": "${local.a}"
      }
    }
  }
}
-- expect
main.tf.json:4 budget-exceeded
