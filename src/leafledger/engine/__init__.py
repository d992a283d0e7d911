"""The engine room: when things run, and what goes on after a crash. Alone knows the engine."""
