"""How a page that was saved as plain text is read; :mod:`syndicate.formats.text` is the format."""
