"""Make the accounts of homes in the charts of a database that had the first version."""

from odoo import SUPERUSER_ID, api

from odoo.addons.property_sales.hooks import post_init_hook


def migrate(cr, version):
    post_init_hook(api.Environment(cr, SUPERUSER_ID, {}))
