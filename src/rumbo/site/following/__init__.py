"""Which alerts stand, who answers for each, and what was promised?"""
