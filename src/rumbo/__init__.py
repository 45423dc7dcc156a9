"""Rumbo follows a public policy from what was promised to what was obtained, and every number explains itself."""

from importlib.metadata import version

__version__ = version("rumbo")
