"""Reports over the ledger, in the shape of reference/quickbooks.md 13."""
