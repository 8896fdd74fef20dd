"""A person obtains a sealed statement of the weeks they have contributed, with whom, and how they were counted."""
