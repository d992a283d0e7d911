"""Several companies, their plans and their sales tax."""
