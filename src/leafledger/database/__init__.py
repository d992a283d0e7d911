"""Plumbing: the connection, the tables, their migrations, secrets and the common pace."""
