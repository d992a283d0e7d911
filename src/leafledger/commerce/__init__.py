"""The marketplace's facts, frozen, in our words. No API shapes, no books."""
