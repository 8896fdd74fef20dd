"""A worker disputes what an employer registered of them, and obtains a reasoned resolution."""
