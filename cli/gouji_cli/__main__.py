"""`python -m gouji_cli`, where the command is not on the path."""

from gouji_cli.main import main

main()
