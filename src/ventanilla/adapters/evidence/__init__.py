"""Believing a package of signature evidence, years later: no office, no network, only anchors."""
