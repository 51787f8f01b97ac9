from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

DIRECTOR = "sales_rules.group_marketing_director"


class PropertyServiceEntry(models.AbstractModel):
    """How a request of an owner is entered: home, day, warranty, days to do it (R2.7).

    Requests are entered at the counter now, and later by owners themselves: all come by
    here. The contract over the home is found, or the home of the contract, and all that
    follows from the reported day is fixed for good.
    """

    _name = "property.service.entry"
    _description = "Entry of a Service Request"

    @api.model
    def _complete_vals(self, vals):
        """Return the values of a new request with its contract, home and day.

        :param dict vals: a contract or a home, and what else is given
        :raise AccessError: for a home of another salesperson's customer
        :raise UserError: for a home that is not handed over, or a wrong day
        """
        contract = self._find_contract(vals)
        self._check_may_enter(contract)
        contract_sudo = contract.sudo()  # the director enters requests as well
        today = contract_sudo.company_id._get_today()
        date = door_kinds.day(self.env, vals.get("reported_on")) or today
        self._check_day(contract_sudo, date, today)
        return vals | {
            "contract_id": contract.id,
            "unit_id": contract_sudo.unit_id.id,
            "reported_on": date,
        }

    @api.model
    def _prepare_fixed_vals(self, request):
        """Return what follows from the day on which one request was reported."""
        company, date = request.company_id, request.reported_on
        warranty = request.contract_id.warranty_ids._find_part(request.part)
        return {
            "warranty_id": warranty.id,
            "in_warranty": warranty._covers(date),
            "answer_until": date + timedelta(days=company.property_service_answer_days),
            "done_until": request._get_done_until(date),
        }

    @api.model
    def _find_contract(self, vals):
        """Return the contract that a request is about, by itself or by its home.

        :raise UserError: for none, for another home than its own, or for a home that
            is not handed over
        """
        contracts = self.env["property.contract"]
        unit = self.env["property.unit"].browse(vals.get("unit_id") or ())
        contract = contracts.browse(vals.get("contract_id") or ())
        if not unit and not contract:
            raise UserError(
                self.env._("Choose the home, or its contract: no request is without.")
            )
        unit.check_access("read")
        if not contract:
            # the right to it is asked for afterwards
            found_sudo = unit._find_live_contracts()
            contract = contracts.browse(found_sudo.filtered("handover_date").ids[:1])
        contract_sudo = contract.sudo()  # as above
        if unit and contract and contract_sudo.unit_id != unit:
            raise UserError(
                self.env._(
                    "%(contract)s is not over %(home)s: choose one of the two.",
                    contract=contract_sudo.display_name,
                    home=unit.display_name,
                )
            )
        ended = contract_sudo.state in ("rescinded", "cancelled")
        if ended or not contract_sudo.handover_date:
            raise UserError(
                self.env._(
                    "%s is not handed over: what is wrong before is a defect of its"
                    " inspection.",
                    (unit or contract_sudo.unit_id).display_name,
                )
            )
        return contract

    @api.model
    def _check_may_enter(self, contract):
        """Check that the caller may enter a request for the owner of a home.

        To be extended where owners enter their own.

        :raise AccessError: for others than the salesperson of the contract, the leader
            of the team, and the director
        """
        if self.env.user.has_group(DIRECTOR):
            contract.check_access("read")
        else:
            contract._check_seller()

    @api.model
    def _check_day(self, contract, date, today):
        """Check the day on which the owner reported it.

        :raise UserError: for a day before the handover, or after today
        """
        if not contract.handover_date <= date <= today:
            raise UserError(
                self.env._(
                    "%(home)s was handed over on %(date)s: a request is reported from"
                    " then on, and not after today.",
                    home=contract.unit_id.display_name,
                    date=format_date(self.env, contract.handover_date),
                )
            )
