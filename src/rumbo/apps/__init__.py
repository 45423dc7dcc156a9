"""What people keep records of: Django applications."""
