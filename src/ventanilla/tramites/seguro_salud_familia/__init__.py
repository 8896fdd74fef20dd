"""A family that nobody insures joins the health insurance, pays its year, and each member is attended."""
