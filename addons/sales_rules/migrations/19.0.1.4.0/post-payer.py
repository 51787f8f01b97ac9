from odoo import SUPERUSER_ID, api
from odoo.fields import Domain


def migrate(cr, version):
    """Give core's limit and term of a tier to the branches below its company."""
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    companies = env["res.company"].search(Domain.TRUE, order="parent_path")
    companies._take_terms_from_above()
