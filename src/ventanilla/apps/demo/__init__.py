"""The demonstration: a register of people who never existed, identities to sign in with, and every e-mail sent."""
