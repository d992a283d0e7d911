"""The REST endpoints, one file a capability."""
