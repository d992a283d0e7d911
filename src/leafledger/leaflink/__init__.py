"""Speaks to LeafLink: the calls, their refusals, and its records as facts of commerce."""
