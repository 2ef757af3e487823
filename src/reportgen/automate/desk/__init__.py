"""The author's desk: begin, adopt, check, mend and verify what a person works on."""
