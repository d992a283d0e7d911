"""LeafLedger: what happens on LeafLink becomes correct books in QuickBooks Online."""

__version__ = "0.1.0"
