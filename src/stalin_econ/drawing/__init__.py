"""From a specification to files: what the renderer draws, put right for a page and for an export."""
