"""Entering other applications with the account of this office (OpenID Connect)."""
