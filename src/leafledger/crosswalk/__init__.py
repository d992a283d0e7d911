"""Remembers which LeafLink record is which QuickBooks record, with evidence and history."""
