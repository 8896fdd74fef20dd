"""A person asks a question and is answered by a promised date, without opening a case."""
