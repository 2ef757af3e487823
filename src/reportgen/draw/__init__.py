"""From a Chart and a Brand to a Picture; the only room with matplotlib."""
