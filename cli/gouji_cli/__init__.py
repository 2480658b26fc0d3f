"""The command line of gouji: click commands, and the only code that prints."""
