"""Word files and workbooks written in TCVN3, VNI or decomposed letters, in today's letters."""
