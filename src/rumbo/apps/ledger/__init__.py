"""What was obtained: an append-only ledger of values, their way to publication, campaigns and issued reports."""
