"""How do programs read what is public, and report what their office answers for? ``/api/v1``, OpenAPI 3.1."""
