"""How values come in: the form that a unit fills, and the strict reading of what comes back."""
