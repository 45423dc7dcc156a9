"""What keeps the site running: whether it is well, and the colours that its styles stand on."""
