"""Where whole files are kept: documents, attachments."""
