"""What was done, when and by whom, and is the record whole?"""
