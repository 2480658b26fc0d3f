"""What a run says to machines: the JSON of `check` and `read`, and their schemas."""
