"""Figures for people: so far, what the sync costs in calls."""
