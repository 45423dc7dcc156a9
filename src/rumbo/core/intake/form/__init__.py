"""What the form of values looks like: its looks, its sheets, its words."""
