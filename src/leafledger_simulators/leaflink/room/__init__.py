"""The seller's room: pages for people at the simulator's root."""
