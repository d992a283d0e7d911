"""How many orders a second the pure core plans on one core of a machine."""
