"""What the addresses of the room answer."""
