"""What a careful editor would find in a report."""
