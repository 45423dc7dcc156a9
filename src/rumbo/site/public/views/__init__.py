"""The public pages, one module a family of pages: each parses what is asked, reads, and renders."""
