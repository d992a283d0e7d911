"""LeafLedger: what happens on LeafLink becomes correct books in QuickBooks Online."""
