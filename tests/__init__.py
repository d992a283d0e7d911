"""The tests of LeafLedger; CONTRIBUTING.md says which kind lives where."""
