"""A report becomes a table by a declarative grammar; nothing here knows a product's name."""
