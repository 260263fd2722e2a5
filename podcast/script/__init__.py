"""Digest -> Script: what the hosts say, as a reader sees it.

`rules` writes a script without network or chance, `document` is the file script.md that people
edit, `edits` decides between the two, `facts` proves that nothing was invented.
"""
