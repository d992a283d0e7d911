"""The clerk: what a step needs, and what its end means for an order."""
