"""What people typed, read: the data package, its tables, the bibliography."""
