"""What would the customs files look like? Invented weekly files, marked as such, with the structure of the real ones."""
