"""A person has a datum of theirs corrected: their address at once; who they are, once somebody saw what proves it."""
