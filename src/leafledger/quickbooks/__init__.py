"""Speaks to QuickBooks Online: consent, calls, refusals, and its records as words of the books."""
