"""Odoo's command line as a file: a prefork server starts a part of itself by path."""

from odoo.cli.command import main

if __name__ == "__main__":
    main()
