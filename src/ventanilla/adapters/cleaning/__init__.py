"""Files that people send, read and written anew in a process apart: what it cannot read whole is refused."""
