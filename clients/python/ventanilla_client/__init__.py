"""The typed client of the API of a Ventanilla, with the standard library alone."""

from .generated import Api
from .transport import Answer, ApiProblem

__all__ = ["Answer", "Api", "ApiProblem"]
