"""What crosses the border? The statistics of the lake, explored by anyone."""
