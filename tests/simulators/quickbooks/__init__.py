"""The QuickBooks simulator, asked directly over HTTP."""
