"""Figures for people: aging, the month-end package, and what the sync costs in calls."""
