"""Proves that both sides agree to the cent, from what the two sides say themselves."""
