"""The imitated QuickBooks Online Accounting API (v3), over a real double-entry company."""
