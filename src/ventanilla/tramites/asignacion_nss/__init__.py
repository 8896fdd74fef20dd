"""A number (NSS) of one's own, for life."""
