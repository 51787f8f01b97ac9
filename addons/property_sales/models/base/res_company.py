from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

POSITIVE = _lt("it is longer than nothing")
NOT_NEGATIVE = _lt("days are not negative")
DEPOSIT = _lt("a deposit in the sense of the law is at most a fifth of the price")
RETURN = _lt("the money goes back within fifteen days of the end")
PUBLISH = _lt("all homes are published with their prices within ten days")
TRAINING = _lt("the staff is trained every year")
FILING = _lt("contracts are filed within thirty days of their signature")
TOLERANCE = _lt("the law settles up to 3 % at the unit price, and not more")
LEAVE = _lt("buyers have fifteen days at least to say whether they leave")
REFUND = _lt("money goes back within thirty days of a rescission")
UNFILE = _lt("a filing is cancelled or changed within fifteen days")
NOTICE = _lt("buyers are told ten days ahead at least")
MONTH = _lt("the general manager has the report of a month within a week")
VAT_DAY = _lt("tax is filed by the fifteenth of the next month")
SERVICE_ANSWER = _lt("owners are answered within three days")
SERVICE_DONE = _lt("what owners report is done within fifteen days")
TITLE_PAPERS = _lt("the bureau has the developer's papers within sixty days")
TITLE = _lt("the title is registered within ninety days of the handover")
INTEREST = _lt("interest is not negative, and not over 24 % a year")
DESIGN = _lt("buyers are told of a change of the design within ten days")
DELAY = _lt("buyers have three months after a demand before anybody leaves for delay")
ANSWER = _lt("buyers have fifteen days at least to answer a change of the design")

# setting: lowest, highest or None, and why; what a rule fixes only gets stricter
LIMITS = {
    "property_hold_minutes": (1, None, POSITIVE),
    "property_reservation_days": (1, None, POSITIVE),
    "property_move_up_hours": (1, None, POSITIVE),
    "property_deposit_percent": (0, 20, DEPOSIT),
    "property_return_days": (0, 15, RETURN),
    "property_protect_days": (0, None, NOT_NEGATIVE),
    "property_publish_days": (0, 10, PUBLISH),
    "property_training_months": (1, 12, TRAINING),
    "property_service_answer_days": (0, 3, SERVICE_ANSWER),
    "property_service_done_days": (0, 15, SERVICE_DONE),
    "property_online_days": (1, None, POSITIVE),
    "property_filing_days": (1, 30, FILING),
    "property_area_tolerance": (0, 3, TOLERANCE),
    "property_rescind_days": (15, None, LEAVE),
    "property_refund_days": (0, 30, REFUND),
    "property_refund_interest": (0, 24, INTEREST),
    "property_unfile_days": (1, 15, UNFILE),
    "property_design_notice_days": (1, 10, DESIGN),
    "property_design_answer_days": (15, None, ANSWER),
    "property_delay_days": (90, None, DELAY),
    "property_handover_notice_days": (10, None, NOTICE),
    "property_defect_days": (1, None, POSITIVE),
    "property_title_papers_days": (1, 60, TITLE_PAPERS),
    "property_title_days": (1, 90, TITLE),
    "property_archive_days": (1, None, POSITIVE),
    "property_month_days": (1, 5, MONTH),
    "property_vat_day": (1, 15, VAT_DAY),
}


class ResCompany(models.Model):
    """Periods and limits of the sale of homes, and its accounts (R2.4 to R2.10).

    A limit that the law or the regulation fixes may only be made stricter.
    """

    _inherit = "res.company"

    property_hold_minutes = fields.Integer(
        string="Hold of a Home (Minutes)",
        default=30,
        groups="base.group_user",
        help="How long a home is held for a customer before the first money.",
    )
    property_reservation_days = fields.Integer(
        string="Reservation (Days)",
        default=7,
        groups="base.group_user",
        help="From the first money to the last day for the contract.",
    )
    property_move_up_hours = fields.Integer(
        string="Answer of the Waiting Customer (Hours)",
        default=24,
        groups="base.group_user",
        help="How long a home is held for a waiting customer who moved up.",
    )
    property_deposit_percent = fields.Float(
        string="Highest Deposit (%)",
        default=20,
        digits=(16, 2),
        groups="base.group_user",
        help="Of the price, all deposits of a reservation together. At most 20 %.",
    )
    property_return_days = fields.Integer(
        string="Return of Money (Days)",
        default=15,
        groups="base.group_user",
        help="By when money is returned after a reservation ended without a contract."
        " At most 15 days.",
    )
    property_protect_days = fields.Integer(
        string="Protection of a Customer (Days)",
        default=30,
        groups="base.group_user",
        help="From the last contact; afterwards any salesperson may take the customer"
        " over. Zero: no protection.",
    )
    property_publish_days = fields.Integer(
        string="Publication of Prices (Days)",
        default=10,
        groups="base.group_user",
        help="From the day of the permit to the publication of all its homes with"
        " their prices. At most 10 days.",
    )
    property_training_months = fields.Integer(
        string="Validity of a Training (Months)",
        default=12,
        groups="base.group_user",
        help="Afterwards nobody reserves or signs without a new training. At most 12"
        " months.",
    )
    property_service_answer_days = fields.Integer(
        string="Answer to an Owner (Days)",
        default=3,
        groups="base.group_user",
        help="From the report of an owner to the first answer. At most 3 days.",
    )
    property_service_done_days = fields.Integer(
        string="Repair for an Owner (Days)",
        default=15,
        groups="base.group_user",
        help="From the report of an owner to the end of the work. At most 15 days.",
    )
    property_online_days = fields.Integer(
        string="Online Signing (Days)",
        default=7,
        groups="base.group_user",
        help="From the signature of a contract to its online signing at the bureau.",
    )
    property_filing_days = fields.Integer(
        string="Filing of a Contract (Days)",
        default=30,
        groups="base.group_user",
        help="From the signature to the filing at the bureau. At most 30 days.",
    )
    property_area_tolerance = fields.Float(
        string="Area Tolerance (%)",
        default=3,
        digits=(5, 2),
        groups="base.group_user",
        help="Up to which a surveyed area is settled at the unit price. At most 3 %.",
    )
    property_rescind_days = fields.Integer(
        string="Right to Leave for the Area (Days)",
        default=30,
        groups="base.group_user",
        help="From the notice of the surveyed area. At least 15 days.",
    )
    property_refund_days = fields.Integer(
        string="Refund after a Rescission (Days)",
        default=30,
        groups="base.group_user",
        help="By when the money goes back. At most 30 days.",
    )
    property_refund_interest = fields.Float(
        string="Interest of Refunds (% a Year)",
        default=3,
        digits=(6, 3),
        groups="base.group_user",
        help="On money that is refunded for the developer's fault.",
    )
    property_delay_days = fields.Integer(
        string="Right to Leave for Delay (Days)",
        default=90,
        groups="base.group_user",
        help="From a demand to pay; when they are over and it is not paid, the company"
        " may leave the contract. At least 90 days.",
    )
    property_unfile_days = fields.Integer(
        string="Cancelling of a Filing (Days)",
        default=15,
        groups="base.group_user",
        help="From the end or the change of a contract to that of its filing at the"
        " bureau. At most 15 days.",
    )
    property_design_notice_days = fields.Integer(
        string="Notice of a Change of the Design (Days)",
        default=10,
        groups="base.group_user",
        help="From the day on which the change is fixed; the buyer may leave when the"
        " notice comes later. At most 10 days.",
    )
    property_design_answer_days = fields.Integer(
        string="Answer to a Change of the Design (Days)",
        default=15,
        groups="base.group_user",
        help="From the arrival of the notice; afterwards silence accepts. At least 15"
        " days.",
    )
    property_handover_notice_days = fields.Integer(
        string="Notice of the Handover (Days)",
        default=10,
        groups="base.group_user",
        help="From the notice to the day of the handover. At least 10 days.",
    )
    property_defect_days = fields.Integer(
        string="Mending of a Defect (Days)",
        default=30,
        groups="base.group_user",
        help="From the inspection on.",
    )
    property_title_papers_days = fields.Integer(
        string="Papers for the Title (Days)",
        default=60,
        groups="base.group_user",
        help="From the handover until the bureau has the developer's papers. At most"
        " 60 days.",
    )
    property_title_days = fields.Integer(
        string="Title (Days)",
        default=90,
        groups="base.group_user",
        help="From the handover to the registration of the title. At most 90 days.",
    )
    property_archive_days = fields.Integer(
        string="Archive (Days)",
        default=7,
        groups="base.group_user",
        help="From the day of a paper to the archive; a paper that is issued keeps its"
        " days.",
    )
    property_month_days = fields.Integer(
        string="Close of a Month (Working Days)",
        default=1,
        groups="base.group_user",
        help="From the end of a month to its close and the report F53. At most 5 days.",
    )
    property_vat_day = fields.Integer(
        string="Filing of Prepaid VAT (Day of the Month)",
        default=15,
        groups="base.group_user",
        help="Of the next month, on which the tax of a month is filed in time. At most"
        " the 15th.",
    )
    property_late_fee_taxed = fields.Boolean(
        string="Late Fees with VAT",
        groups="base.group_user",
        help="Late fees that are claimed from now on carry tax at the rate of the"
        " contract, as the sale goes on. A penalty without a sale never does.",
    )

    @api.constrains(*LIMITS)
    def _check_property_settings(self):
        for company in self:
            for name, (lowest, highest, reason) in LIMITS.items():
                value = company[name]
                # comparisons that a NaN fails as well
                if lowest <= value and (highest is None or value <= highest):
                    continue
                raise ValidationError(
                    self.env._(
                        "%(company)s: “%(setting)s” cannot be %(value)g: %(reason)s."
                        " Enter %(allowed)s.",
                        company=company.name,
                        setting=self._fields[name]._description_string(self.env),
                        value=value,
                        reason=self.env._(reason),
                        allowed=self._get_allowed_setting(lowest, highest),
                    )
                )

    @api.model
    def _get_allowed_setting(self, lowest, highest):
        """Return in words what a setting may be."""
        if highest is None:
            return self.env._("%s or more", lowest)
        return self.env._("%(lowest)s to %(highest)s", lowest=lowest, highest=highest)

    def _get_property_account(self, name):
        """Return an account of the sale of homes, for a branch that of its company.

        :param str name: `receivable`, `deposit`, `collected_for_others`,
            `contract_liability`, `tax_to_transfer`, `prepaid_vat`, `unpaid_vat`,
            `output_vat`, `revenue`, `penalty_income` or `penalty_expense`
        :return: `account.account`, readable with the rights of the caller
        :raise UserError: naming an account that is missing or archived
        """
        self.ensure_one()
        account = self._find_property_account(f"property_{name}")
        # sudo: whether it is in use, whoever books on it
        if account and account.sudo().active:
            return account
        names = {
            "company": self.sudo().root_id.name,  # of the company above
            "account": self._get_property_account_names()[f"property_{name}"],
        }
        if account:
            raise UserError(
                self.env._(
                    "The account “%(account)s” of %(company)s is archived: restore it"
                    " in the chart of accounts.",
                    **names,
                )
            )
        raise UserError(
            self.env._(
                "%(company)s has no account “%(account)s” for the sale of homes."
                " Choose its chart of accounts in the settings of accounting, or"
                " reload it there: that makes the account.",
                **names,
            )
        )

    def _get_missing_property_accounts(self):
        """Return the names of the accounts of homes that the company does not have."""
        self.ensure_one()
        return [
            name
            for xmlid, name in self._get_property_account_names().items()
            if not self._find_property_account(xmlid)
        ]

    def _find_property_account(self, xmlid):
        """Return the account of the company above all, or nothing."""
        root_sudo = self.sudo().root_id  # its id, for users of a branch
        return self.env.ref(f"account.{root_sudo.id}_{xmlid}", raise_if_not_found=False)

    def _get_property_account_names(self):
        """Return the names of the accounts of homes, by external id."""
        charts = self.env["account.chart.template"].sudo()  # names in our own files
        code = self.sudo().root_id.chart_template  # which of them
        lang = self.env.lang or "en_US"
        return {
            xmlid: charts._get_field_translation(vals, "name", lang) or vals["name"]
            for xmlid, vals in charts._get_property_account_account(code).items()
        }
