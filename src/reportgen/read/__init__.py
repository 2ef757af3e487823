"""From the author's files to a Report, a Brand and Snapshots."""
