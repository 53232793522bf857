"""Every rule about what people typed: the form of files, every row, the subjects, and what crosses from file to file.

Nothing here raises or prints, so that one run shows all faults. `run` tries the rules, `findings` keeps those that a
reading was allowed to break.
"""
