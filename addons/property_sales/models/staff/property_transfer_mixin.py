from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.sales_rules.tools import door_kinds

SELLER = "property_sales.group_property_sales"
MANAGER = "sales_rules.group_regional_manager"
DIRECTOR = "sales_rules.group_marketing_director"


class PropertyTransferMixin(models.AbstractModel):
    """A document of a customer and their salesperson, who may pass them on (R2.11).

    The leader of the team, or the director, gives customers to a colleague: with one of
    their documents go all that are open, of every model with this mixin, so that a
    customer never has two salespeople. A salesperson who leaves passes on all of them.

    A model with this mixin has `company_id`, `partner_id`, and activities.
    """

    _name = "property.transfer.mixin"
    _description = "Document that Goes to a Colleague"
    _inherit = ["sales.reason.mixin", "sales.protected.mixin", "mail.thread"]

    _reason_actions = {"transfer": "action_transfer"}
    _protected_fields = frozenset({"user_id"})

    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: self.env.user,
        # a colleague who is given the document is told
        tracking=True,
        ondelete="restrict",
    )

    @api.model
    def _get_open_domain(self):
        """Return the domain of documents that go to a colleague with their customer."""
        return Domain.FALSE

    @api.model
    def _get_kept_domain(self):
        """Return the domain of documents that keep a salesperson from leaving."""
        return self._get_open_domain()

    def _get_kept_names(self):
        """Return names of these documents that anybody may read: no customer's."""
        return self.mapped("display_name")

    @api.model
    def _get_transferred_models(self):
        """Return the models with this mixin, each as an empty recordset in sudo."""
        names = self.env.registry.descendants([PropertyTransferMixin._name], "_inherit")
        # sudo: whatever of a salesperson is open
        models_sudo = [self.env[name].sudo() for name in sorted(names)]
        return [model for model in models_sudo if not model._abstract]

    @door_kinds.takes(user_id=door_kinds.one("res.users"), reason=door_kinds.text)
    def action_transfer(self, user_id, reason):
        """Give customers, with all that is open of them, to another salesperson.

        :param user_id: the salesperson, or their id
        :param str reason: why; noted on the documents
        :raise AccessError: for others than the leader of the team, and the director
        :raise UserError: without a reason, or for somebody who sells no homes here
        """
        self._check_leader()
        reason = self._check_reason(
            reason, self.env._("Say why the customer goes to somebody else.")
        )
        self._check_receiver(user_id)
        self._check_may_transfer()
        going = self.sudo().filtered(  # the leader reads what the team has
            lambda document: document.user_id != user_id
        )
        if not going:
            raise UserError(
                self.env._(
                    "%(document)s is with %(user)s already: choose a colleague.",
                    document=", ".join(self[:5].mapped("display_name")),
                    user=user_id.name,
                )
            )
        going._transfer(user_id, reason)
        return True

    def _check_leader(self):
        """Check that the caller leads the team of these documents, or all teams."""
        self.check_access("read")
        if self.env.su or self.env.user.has_group(DIRECTOR):
            return
        documents_sudo = self.sudo()  # sudo: leaders of teams
        leaders_sudo = [row.user_id.sale_team_id.user_id for row in documents_sudo]
        if not self.env.user.has_group(MANAGER) or any(
            leader != self.env.user for leader in leaders_sudo
        ):
            raise AccessError(
                self.env._(
                    "%s: customers are moved by the leader of the team.",
                    ", ".join(self[:5].mapped("display_name")),
                )
            )

    def _check_receiver(self, user):
        """Check that a user can have the customers of these documents."""
        if not user or not user.has_group(SELLER) or not user.active:
            raise UserError(self.env._("Choose a property salesperson."))
        if self.company_id - user.sudo().company_ids:  # sudo: of a colleague
            raise UserError(self.env._("%s does not work in this company.", user.name))

    def _check_may_transfer(self):
        """Check that these documents have a customer to pass on still.

        :raise UserError: naming those that have not
        """
        ended = self - self.filtered_domain(self._get_open_domain())
        if ended:
            raise UserError(
                self.env._(
                    "%s has ended: only what is open goes to a colleague.",
                    ", ".join(ended[:5].mapped("display_name")),
                )
            )

    def _transfer(self, user, reason):
        """Give all that is open of these documents' customers to `user`, in sudo."""
        groups = self.grouped(lambda document: (document.company_id, document.user_id))
        for (company, former), documents in groups.items():
            mine = (
                Domain("company_id", "=", company.id)
                & Domain("partner_id", "in", documents.partner_id.ids)
                & Domain("user_id", "=", former.id)
            )
            for model_sudo in self._get_transferred_models():
                open_sudo = model_sudo.search(mine & model_sudo._get_open_domain())
                open_sudo._give_to(user)
                activities = open_sudo.activity_ids
                activities.filtered_domain([("user_id", "=", former.id)]).user_id = user
                open_sudo._message_log_batch(dict.fromkeys(open_sudo.ids, reason))

    def _give_to(self, user):
        """Make `user` the salesperson of these documents, in sudo."""
        self._write_protected({"user_id": user.id})
