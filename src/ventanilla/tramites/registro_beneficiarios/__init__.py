"""An insured person registers somebody of their family, proves again what the law asks of them, or ends it."""
