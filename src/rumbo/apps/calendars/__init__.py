"""Until when is what due, in a person's own calendar? Dates, and the secret address from which a program reads them."""
