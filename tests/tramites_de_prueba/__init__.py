"""Trámites that exist only in tests: nobody is offered them but by `VENTANILLA_TRAMITES`, and never in production."""
