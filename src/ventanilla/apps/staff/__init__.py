"""Who works here: units, and the roles that people have in them until a day."""
