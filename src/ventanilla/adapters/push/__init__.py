"""Notices on a device (Web Push): the port, RFC 8291 and 8292, and whoever delivers."""
