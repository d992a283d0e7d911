"""Proofs by example, and one for all."""
