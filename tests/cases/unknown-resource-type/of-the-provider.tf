resource "genesyscloud_routing_queue" "q" {
  name = "q"
}
