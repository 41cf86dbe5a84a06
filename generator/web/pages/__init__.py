"""One module a page: what is asked for, and which template shows it."""
