"""Until when is what due? A person's dates, as a page, as a file, and at a secret address for calendar programs."""
