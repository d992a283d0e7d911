"""Hears: webhooks and polling of both sides; keeps what was last seen, marks what to look at."""
