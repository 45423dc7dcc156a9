"""What is done about an alert or a recommendation: who took it up, what was promised until when, what came of it."""
