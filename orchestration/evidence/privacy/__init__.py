"""The privacy proof on a candidate's own Parquet: columns, values, patterns, and that nothing hidden can be computed.

Docs: docs/privacy.md. What is let pass and why stands in `rules`; a check that cannot be carried out counts as failed.
"""

from orchestration.evidence.privacy.checks import expected, privacy_evidence

__all__ = ["expected", "privacy_evidence"]
