"""A person whose CURP changed has the new one in their register, and goes on being one person."""
