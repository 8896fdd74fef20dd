"""What the office tells a person or a company the moment it is recorded, where they will read it."""
