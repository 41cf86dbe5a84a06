"""The score sheet that a province sends, in any layout: the whole tree of criteria with their points."""
