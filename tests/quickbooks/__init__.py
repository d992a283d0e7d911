"""QuickBooks's records read and written, the consent, and the client's manners."""
