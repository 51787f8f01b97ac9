from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    """The accounts of the sale of homes, in every chart of accounts (R2.8, R2.10).

    They stand in `data/template` like those of core: for the two Chinese charts, and
    for all others. Accounts that are there are never touched again, so that the code
    and the name given to them stay. Branches use those of the company above.
    """

    _inherit = "account.chart.template"

    @template(model="account.account")
    def _get_property_account_account(self, template_code):
        """Return the accounts of homes for a chart, by external id."""
        name = "account.account"
        return self._parse_csv(template_code, name, "property_sales") or (
            self._parse_csv("", name, "property_sales")
        )

    def _pre_reload_data(self, company, template_data, data, force_create=True):
        # EXTENDS 'account': core would look for other accounts of their codes
        self._take_out_property_accounts(company, data)
        return super()._pre_reload_data(company, template_data, data, force_create)

    def _pre_load_data(self, template_code, company, template_data, data):
        # EXTENDS 'account': a code in use would stop the chart
        self._take_out_property_accounts(company, data)
        return super()._pre_load_data(template_code, company, template_data, data)

    def _post_load_data(self, template_code, company, template_data):
        # EXTENDS 'account'
        res = super()._post_load_data(template_code, company, template_data)
        self._load_property_accounts(company or self.env.company)
        return res

    def _take_out_property_accounts(self, company, data):
        """Leave the accounts of homes to `_load_property_accounts`."""
        for xmlid in self._get_property_account_account(company.chart_template):
            data.get("account.account", {}).pop(xmlid, None)

    def _load_property_accounts(self, companies):
        """Make the accounts of homes that are missing in the charts of companies.

        An account takes the next code where its own is in use. Branches get none.

        :return: the new accounts
        """
        made = self.env["account.account"]
        for company in companies.filtered(lambda company: not company.parent_id):
            chart = self.with_company(company).with_context(
                lang="en_US", tracking_disable=True
            )
            data = chart._get_property_account_account(company.chart_template)
            missing = {
                xmlid: vals
                for xmlid, vals in data.items()
                if not chart.ref(xmlid, raise_if_not_found=False)
            }
            codes = chart._get_free_property_codes(missing)
            model = "account.account"
            records = {xmlid: vals | codes[xmlid] for xmlid, vals in missing.items()}
            made |= chart._load_data({model: records})[model].with_env(self.env)
        return made

    def _translate_property_accounts(self, companies):
        """Translate the accounts of homes in companies whose chart was there before.

        A chart that is being loaded is translated by core, when all its records are
        there: earlier, others would get the words of another module.
        """
        for company in companies.filtered(lambda company: not company.parent_id):
            data = self._get_property_account_account(company.chart_template)
            self._load_translations(
                companies=company, template_data={"account.account": data}
            )

    def _get_free_property_codes(self, data):
        """Return the code of each account to be made: its own, or the next free one."""
        accounts = self.env["account.account"].with_context(active_test=False)
        codes = {}
        taken = set()
        wanted = {vals["code"] for vals in data.values()}
        for xmlid, vals in data.items():
            others = taken | wanted - {vals["code"]}
            code = accounts._search_new_account_code(vals["code"], others)
            taken.add(code)
            codes[xmlid] = {"code": code}
        return codes
