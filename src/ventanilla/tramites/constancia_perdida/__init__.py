"""A person obtains one sealed page: the weeks and the pesos of what does not look right, and its articles."""
