"""The same office for programs: the Forms of the trámites as JSON."""
