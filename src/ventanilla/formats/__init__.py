"""Files and what they say: bytes in, records and findings out, and back. Pure: nothing here opens a file.

Read tolerantly, write strictly. A reader gives each record with its place, and each fault as a ``Finding`` with line,
column, cause and fix; a bad line never stops the rest. A writer never cuts a name: what does not fit is told.
"""
