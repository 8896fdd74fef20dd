"""Documents: issued with the decision, sealed after it, verified by anybody."""
