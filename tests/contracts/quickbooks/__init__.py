"""The QuickBooks simulator through python-quickbooks and intuit-oauth."""
