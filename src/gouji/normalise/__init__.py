"""From what a file says (`Document`) to what it means (`Report`)."""
