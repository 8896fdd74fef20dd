"""A person says in which bank account they are paid, and it is proved to be theirs before any money goes there."""
