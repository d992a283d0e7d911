"""The rules of STYLE.md and of the architecture, as tests that read the tree.

Each file holds one family of rules: a function that finds what breaks the rule, a test that
runs it over the tree, and tests that show on planted text that it can find something.
"""
