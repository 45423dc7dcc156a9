"""How do others take the figures with them? Standard formats for programs, and what changed between two reports."""
