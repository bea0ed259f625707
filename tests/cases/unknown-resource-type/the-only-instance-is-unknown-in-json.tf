-- main.tf.json
{
  "variable": {
    "n": {
      "type": "number"
    }
  },
  "resource": {
    "genesyscloud_role": {
      "r": {
        "count": "${var.n}"
      }
    }
  }
}
-- unknown
which instances there are
-- expect
main.tf.json:8 unknown-resource-type
