"""Certificates, signatures and revocation, as the tax authority's own profile has them.

Only ``cryptography`` is needed here; ``asn1_patch`` alone touches asn1crypto, for whoever uses pyHanko.
"""
