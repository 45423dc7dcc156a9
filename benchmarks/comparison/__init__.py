"""The same statistics in four ways: Rumbo, DuckDB by hand, Polars and pandas; run by :mod:`benchmarks.indicators`."""
