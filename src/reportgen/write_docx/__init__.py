"""From a Document, a Layout and a Brand to DOCX bytes."""
