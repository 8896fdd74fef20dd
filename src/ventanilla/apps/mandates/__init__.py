"""Leave to act for another person or a company: given, accepted, used and ended."""
