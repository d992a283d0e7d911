"""The entities of the company, one file a family: a description and a behaviour each."""
