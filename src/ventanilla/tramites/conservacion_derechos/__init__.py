"""A person who stopped working obtains a sealed statement of what they keep, until when and by which rule."""
