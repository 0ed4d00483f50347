"""Checks of the repository's own laws: SQL that reads the same on both engines, imports that keep the layers apart.

What belongs here: rules about the code. What does not: rules about data (contracts, dbt tests, suites).
"""
