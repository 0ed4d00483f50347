"""Exports become typed rows that keep their origin; knows nothing of orchestration, dbt or Dagster."""
