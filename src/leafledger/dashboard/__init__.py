"""The dashboard: pages for the bookkeeper and the controller, closed by default."""
