"""The policies that ship with the project, one folder each: YAML only, no code."""
