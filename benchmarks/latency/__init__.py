"""How long an accepted order takes to become an invoice."""
