"""What was promised: the policy as data, its strict loader and its coherence checks."""
