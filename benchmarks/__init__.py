"""Measurements, side by side in one run, printed as ratios. Nothing here is a test: timings are never asserted."""
