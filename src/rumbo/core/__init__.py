"""What a policy promises, what was obtained, and how far apart the two are: plain Python, typed, without Django."""
