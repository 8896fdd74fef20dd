"""Challenges and signatures: what was asked to be signed, what came back, and the evidence of why it was accepted."""
