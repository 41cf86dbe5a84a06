"""Words in TCVN3, VNI or decomposed Unicode: recognised by font and bytes, brought into NFC."""
