"""What a sealed document is: its order, its cadena original, what its QR claims, what verifying it can conclude."""

from .order import IssueDocument

__all__ = ["IssueDocument"]
