"""What does the policy hold for these words? A search that forgives accents, capitals, plurals and small slips."""

from rumbo.site.public.search.answer import Answer, Hit, near_codes, nothing_found_help, search_for

__all__ = ["Answer", "Hit", "near_codes", "nothing_found_help", "search_for"]
