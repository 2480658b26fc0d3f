"""The test kit: figures of reports, documents made of them in many styles, and faults to put into them."""
