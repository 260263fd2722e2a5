"""The Script stage: turn a Digest into the lines that the hosts say, in written form.

`rules` writes a script without network or chance, `document` reads and writes script.md, which
people edit, `edits` decides between a new and an edited script, `facts` proves that nothing was
invented.
"""
