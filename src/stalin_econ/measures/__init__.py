"""What is made of the tables: arithmetic that keeps its sources, and numbers as readers see them."""
