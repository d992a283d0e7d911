"""Benchmarks; `make bench` runs each folder that has a `__main__.py`."""
