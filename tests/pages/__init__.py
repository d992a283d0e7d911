"""The dashboard as a person meets it."""
