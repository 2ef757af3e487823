"""A Word file read back: its parts, what its texts hold, and the rules it keeps."""
