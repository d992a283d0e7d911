"""How fast the two simulators answer, and whether a full company slows down."""
