"""Where are the data? Downloads, exchange formats, catalogue, feeds, calendar."""
