"""Who comes in and what each one may do: people, roles, passwords, sessions, tokens."""
