"""What the insured and their families are entitled to, on a date."""

from .vigencia import TITULAR, Vigencia, ley_desde, vigencia

__all__ = ["TITULAR", "Vigencia", "ley_desde", "vigencia"]
