"""The office's database server: a private one in the installation's directory, or one that already exists."""
