"""What runs when, what may be published and where it goes."""
