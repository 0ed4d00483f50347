"""Text to the contract's types: numbers, dates, booleans; what cannot be read becomes a reject reason."""
