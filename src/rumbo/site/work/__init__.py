"""What must this person report, until when, and how does one report it?"""
