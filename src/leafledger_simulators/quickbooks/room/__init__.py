"""The page where a person looks at the books and presses a bookkeeper's buttons."""
