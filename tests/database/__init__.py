"""The one database: migrations, secrets, leases, pace, connections."""
