"""The words of the books: accounts, entries, documents, parties, items, periods. Pure."""
