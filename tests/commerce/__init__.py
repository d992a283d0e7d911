"""The facts of the marketplace, as values."""
