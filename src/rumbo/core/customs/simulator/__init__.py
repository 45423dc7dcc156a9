"""What would the customs files look like? Invented weekly files, marked as such, with the structure of the real ones.

``simulate`` writes a folder of weekly zips with a manifest, the truth that an import must come to, and companion
tables; ``write_lake`` writes the lines straight into a lake for benchmarks. What shapes them, and which printed figure
each parameter follows, stands in ``parameters.yaml`` and ``products.yaml``.
"""
