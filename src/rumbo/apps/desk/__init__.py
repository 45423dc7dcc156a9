"""What is being prepared before it enters the ledger: drafts that may still change, and who works on them."""
