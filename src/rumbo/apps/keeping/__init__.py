"""How is an installation moved whole? A backup is one file; a restore makes the same installation from it elsewhere.

What a backup holds: every table of the database as rows that any engine takes, every file of the workspace that cannot
be made again, the keys, and a manifest with the hash of each part. Sessions and background jobs stay behind: whoever
is signed in signs in again, and what waits for a worker is asked for again.
"""
