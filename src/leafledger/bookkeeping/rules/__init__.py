"""Posting rules: each turns one part of an order into lines; they do not know each other."""
