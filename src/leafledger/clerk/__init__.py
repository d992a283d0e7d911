"""Carries out plans: sends each step once, looks up what is in doubt, and takes the next round."""
