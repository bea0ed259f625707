-- main.tf.json
{
  "resource": {
    "aws_iam_role": {
      "r": {
        "name": "r"
      }
    }
  }
}
