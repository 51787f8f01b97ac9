from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..contract.property_contract import SELLER
from .property_service_entry import DIRECTOR

MANAGER = "sales_rules.group_regional_manager"


class PropertyServiceRights(models.AbstractModel):
    """The rights to each step of a service request, and the values it takes (R2.7).

    The salesperson serves the owner, the leader of the team and the director assign;
    both serve as well. Somebody who repaired it never confirms it.
    """

    _name = "property.service.rights"
    _description = "Steps of a Service Request"
    _inherit = ["sales.reason.mixin", "sales.state.mixin"]

    def _move(self, state, claim=False, **vals):
        # EXTENDS 'sales.state.mixin': and what is due of them
        res = super()._move(state, claim, **vals)
        self.env["property.deadline"]._follow(self)
        return res

    def _get_done_until(self, date):
        """Return the last day to do one request that is to be done from a day on."""
        return date + timedelta(days=self.company_id.property_service_done_days)

    def _is_leader(self):
        """Return whether the caller leads the team of one request, or all teams."""
        user = self.env.user
        if self.env.su or user.has_group(DIRECTOR):
            return True
        leader = self.seller_id.sudo().sale_team_id.user_id  # sudo: of a team
        return leader == user and user.has_group(MANAGER)

    def _is_server(self):
        """Return whether the caller speaks for the owner of one request.

        To be extended by those who let owners do it themselves.
        """
        is_seller = self.seller_id == self.env.user
        return self._is_leader() or (is_seller and self.env.user.has_group(SELLER))

    def _check_leader(self):
        """Check that the caller may assign these requests.

        :raise AccessError: for others than the leader of the team, and the director
        """
        self.check_access("read")
        if not all(request._is_leader() for request in self):
            raise AccessError(
                self.env._(
                    "%s: the leader of the team, or the marketing director, does this.",
                    self._get_state_names(),
                )
            )

    def _check_server(self):
        """Check that the caller may speak for the owners of these requests.

        :raise AccessError: for others than the salesperson and those who assign
        """
        self.check_access("read")
        if not all(request._is_server() for request in self):
            raise AccessError(
                self.env._(
                    "%s: the salesperson of the home speaks with its owner.",
                    self._get_state_names(),
                )
            )

    def _check_not_repairer(self):
        """Check that the caller repaired none of these requests.

        :raise UserError: naming the first one that the caller repaired
        """
        own = self.filtered(lambda request: self.env.user in request.repairer_ids)
        if own:
            raise UserError(
                self.env._(
                    "%s: you repaired it yourself, or noted that it is done. The owner"
                    " confirms to another person.",
                    own[0].display_name,
                )
            )

    def _check_assignee(self, user):
        """Check that a user can do these requests.

        :raise UserError: for nobody, or somebody of another company
        """
        if not user or not user.active or user.share:
            raise UserError(
                self.env._(
                    "%s: choose a colleague who does it.", self._get_state_names()
                )
            )
        if self.company_id - user.sudo().company_ids:  # sudo: of a colleague
            raise UserError(
                self.env._(
                    "%(request)s: %(user)s does not work in this company.",
                    request=self._get_state_names(),
                    user=user.name,
                )
            )
        standing = self.filtered(lambda request: request.user_id == user)
        if standing:
            raise UserError(
                self.env._(
                    "%(request)s is with %(user)s already: choose another colleague.",
                    request=standing[0].display_name,
                    user=user.name,
                )
            )

    def _check_cost(self, cost):
        """Check what a repair costs, and return it to the cent.

        :raise UserError: for what is no amount, or less than nothing
        """
        is_number = isinstance(cost, (int, float)) and not isinstance(cost, bool)
        if not is_number and cost not in (None, False):
            cost = -1
        cost = self.currency_id.round(cost or 0.0)
        if cost < 0:
            raise UserError(
                self.env._(
                    "%s: the cost is an amount, or zero; it is not negative.",
                    self.display_name,
                )
            )
        return cost

    def _check_payer(self, payer):
        """Check by whom a cost is borne, and return it.

        :raise UserError: for anybody else than developer, owner and builder
        """
        labels = dict(self._fields["borne_by"]._description_selection(self.env))
        if payer not in labels:
            raise UserError(
                self.env._(
                    "%(request)s: say by whom the cost is borne: %(payers)s.",
                    request=self.display_name,
                    payers=", ".join(labels),
                )
            )
        return payer

    def _check_text(self, text, message):
        """Check that there is a text, and return it without blanks around it.

        :param str message: what is said where there is none, with the names
        :raise UserError: when there is none
        """
        return self._check_reason(text, message % self._get_state_names())

    def _note(self, text):
        """Note a step in the history of these requests, for everybody who reads them.

        It sends no message: the deadlines tell whoever has something to do.
        """
        # sudo: whoever took the step
        self.sudo()._message_log_batch(dict.fromkeys(self.ids, text))
