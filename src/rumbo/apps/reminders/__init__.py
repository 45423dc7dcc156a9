"""Who was reminded of the values that are missing, when, and of what; nobody twice on one day."""
