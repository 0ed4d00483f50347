"""Workbooks for what no product exports: goals, risks, targets, mappings, rates, training.

Each workbook is written from its contract, so the template, its documentation and the reader cannot drift apart.
"""

from sources.templates.workbook import template_contracts, write_all_templates, write_template

__all__ = ["template_contracts", "write_all_templates", "write_template"]
