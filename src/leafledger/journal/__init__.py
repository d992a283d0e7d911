"""Writes every decision down before anyone acts, and what came of it. Append-only."""
