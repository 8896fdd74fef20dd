"""Django's management commands of the office."""
