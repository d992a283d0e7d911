"""The JSON shapes of REST, one file a capability."""
