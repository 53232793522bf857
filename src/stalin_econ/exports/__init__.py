"""What readers take away: files of figures and tables."""
