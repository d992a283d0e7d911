"""Worked examples: a fact of the marketplace, and the books that follow from it, as text."""
