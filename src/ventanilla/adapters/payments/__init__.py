"""Moving money with a bank: a deposit of one cent that carries a code, whose an account is, and what was paid."""
