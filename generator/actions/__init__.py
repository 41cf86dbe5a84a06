"""What the clerk can ask for, one verb a module; the only place where rooms meet. A door imports the verb it needs, no more."""
