"""Which pages exist, and what each template is given. Nothing here writes."""
