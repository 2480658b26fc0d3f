"""How reports look when they are published: a renderer from a report's text to bytes in each module."""
