"""What waits to be consolidated or validated, and who is late?"""
