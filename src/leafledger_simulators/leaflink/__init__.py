"""The imitated LeafLink marketplace API (V2)."""
