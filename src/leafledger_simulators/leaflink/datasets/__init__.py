"""The datasets a simulated LeafLink can start with."""
