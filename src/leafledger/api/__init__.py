"""The machines' door: webhooks in, health and metrics out."""
