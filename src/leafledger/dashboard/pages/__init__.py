"""What each page shows, as values; the templates only lay it out."""
