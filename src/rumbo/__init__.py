"""Rumbo follows a public policy from what was promised to what was obtained, and every number explains itself."""

__version__ = "0.1.0"
