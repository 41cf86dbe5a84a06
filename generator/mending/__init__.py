"""Safe format fixes to a .docx of somebody else, each told in words a clerk understands; nothing else of it changes."""
