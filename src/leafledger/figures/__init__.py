"""Exact figures: money, its allocation, quantities, accounting dates, references. Pure."""
