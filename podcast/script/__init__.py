"""The Script stage: turn a Digest into the lines that the hosts say, as they are written.

`rules` writes a script without network or chance, `document` reads and writes script.md, which
people edit, `edits` decides between the two, `facts` proves that nothing was invented.
"""
