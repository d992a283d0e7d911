"""Reports of the QuickBooks simulator."""
