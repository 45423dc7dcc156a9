"""Who may sign in, with which roles, and what did each do to get in?"""
