"""Proposals for contracts: from a sample of a new dataset, or from a file that nearly fits a known one."""
