"""Reads and checks everything, renders everything, checks what was rendered, and writes it once."""
