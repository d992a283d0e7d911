"""The commands as a person types them, between running simulators."""
