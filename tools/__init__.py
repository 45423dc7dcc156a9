"""What is made from the code: the reference pages."""
