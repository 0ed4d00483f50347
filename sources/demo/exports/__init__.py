"""The demo company's events as the products would export them, with counted dirt."""
