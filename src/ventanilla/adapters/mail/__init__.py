"""Handing an e-mail to whoever delivers it. E-mail carries no personal data: it says that there is news, and where."""
