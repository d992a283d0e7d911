"""How fast each page of the dashboard answers over a hundred thousand orders."""
