"""A person changes of clinic, of consulting room or of turno, and leaves with their new cartilla."""
