"""Texts with numbers in them: chapters, the words of figures, glossary, timeline and codebook."""
