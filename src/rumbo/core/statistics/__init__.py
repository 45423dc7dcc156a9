"""What it adds up to: one SQL file a statistic, engines that run it, and the rules of what may be shown."""
