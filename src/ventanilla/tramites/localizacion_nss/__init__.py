"""A person finds the number under which the institution has them insured (Número de Seguridad Social)."""
