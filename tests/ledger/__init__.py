"""The words of the books: entries, documents, periods."""
