-- main.tf.json
{
  "resource": {
    "genesyscloud_role": {
      "r": {}
    }
  },
  "data": {
    "genesyscloud_queue": {
      "q": {}
    }
  }
}
-- expect
main.tf.json:3 unknown-resource-type
main.tf.json:8 unknown-resource-type
