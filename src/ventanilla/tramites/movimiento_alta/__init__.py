"""An employer registers a worker, for the first time or again, and obtains the constancia of it at once."""
