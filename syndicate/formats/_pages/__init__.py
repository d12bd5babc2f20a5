"""How pages that others wrote are read, in every syntax: what is found in them, mended, and told apart."""
