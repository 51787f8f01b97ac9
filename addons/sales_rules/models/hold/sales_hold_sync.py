from markupsafe import Markup

from odoo import api, models

from .sale_order import REJECTED, RELEASED


class SalesHoldSync(models.AbstractModel):
    """Bring the holds of orders in line with what their examination found (R1.7).

    The other half of `sales.hold.check`: it makes holds, has the roles asked and marks
    each order as held or not. Called on orders in sudo, or switches to it.
    """

    _name = "sales.hold.sync"
    _description = "Synchronisation of Holds"

    @api.model
    def _sync_holds(self, orders, examined):
        """Bring the holds of these orders in line with what was found.

        Reasons that are gone lapse; figures that changed are asked anew; what was
        approved and still covers stays released.

        :param dict examined: see `sales.hold.check._examine`
        """
        # sudo: holds and approvals are written by the module only
        orders = orders.sudo()
        sync = self.with_env(orders.env)
        holds = lapsed = reopened = orders.env["sales.hold"]
        found = []
        for order in orders:
            findings = {finding.reason: finding for finding in examined.get(order, ())}
            open_holds = order.open_hold_ids if order.credit_hold != "none" else holds
            kept = {h.reason for h in open_holds if h._stays(findings.get(h.reason))}
            lapsed |= open_holds.filtered(lambda h, kept=kept: h.reason not in kept)
            for reason in findings.keys() - kept:
                former = sync._get_former_release(order, findings[reason])
                reopened |= former
                if not former:
                    found.append(findings[reason])
        lapsed._end_asks({(finding.order_id, finding.reason) for finding in found})
        lapsed._lapse()
        if lapsed:
            # what was rejected is another question now, or none
            lapsed.order_id._end_activities(REJECTED)
        reopened._reopen()
        sync._create_holds(found)
        sync._set_credit_hold(orders)

    @api.model
    def _get_former_release(self, order, finding):
        """Return the release that an increase outgrew, when it covers again.

        An increase taken back returns the order to its approved state.
        """
        if order.credit_hold == "none":
            return self.env["sales.hold"]
        return order.hold_ids.filtered(
            lambda hold: (
                hold.reason == finding.reason
                and hold.is_outgrown
                and hold._covers_figures(finding)
            )
        )[:1]

    @api.model
    def _create_holds(self, findings, **vals):
        """Create holds, keep the overdue invoices behind them and ask the roles.

        Called in sudo; the hook for further effects of a hold.

        :param vals: further values of the holds
        :return: the holds
        """
        holds = self.env["sales.hold"]
        if not findings:
            return holds
        holds = holds._create_protected(
            [{**finding.get_hold_vals(), **vals} for finding in findings]
        )
        self._create_items(holds.filtered(lambda hold: hold.reason == "overdue"))
        self._require_payment(holds)
        holds._ask_release()
        queue = self.env["sales.credit.queue"]
        queue._push(holds.partner_id, even_without_holds=True)
        return holds

    @api.model
    def _create_items(self, holds):
        """Keep the overdue invoices of each payer on its holds."""
        vals_list = []
        for company, company_holds in holds.grouped("company_id").items():
            items = self.env["sales.credit"]._get_overdue_items(
                company_holds.partner_id, company
            )
            for hold in company_holds:
                vals_list += [
                    hold._prepare_item_vals(line, amount)
                    for line, amount in items.items()
                    if line.partner_id.commercial_partner_id == hold.partner_id
                ]
        self.env["sales.hold.item"].create(vals_list)

    @api.model
    def _require_payment(self, holds):
        """Let the portal ask a customer without credit for the payment."""
        orders = holds.filtered(lambda h: h.reason == "payment_first").order_id
        unasked = orders.filtered(lambda order: not order.require_payment)
        if unasked:
            unasked.write({"require_payment": True, "prepayment_percent": 1.0})

    @api.model
    def _set_credit_hold(self, orders):
        """Set `credit_hold` of these orders from their open holds."""
        by_state = dict.fromkeys(("none", "held", "released"), orders.browse())
        orders.invalidate_recordset(["open_hold_ids", "hold_ids"])
        for order in orders:
            states = set(order.open_hold_ids.mapped("state"))
            state = "held" if "held" in states else "released" if states else "none"
            if order.credit_hold != state:
                by_state[state] |= order
        for state, changed in by_state.items():
            if changed:
                changed._write_protected({"credit_hold": state})
        by_state["held"]._end_activities(RELEASED)

    @api.model
    def _tell_rejected(self, orders, approvals):
        """Give those who asked an activity: what they wanted was rejected, and why.

        The requesters and the owner of the order are told, each of them; the user who
        rejected it knows.

        :param approvals: the rows just rejected on these orders
        """
        rows_by_order = approvals.grouped("res_id")
        wanted = {}
        for order in orders.filtered(lambda order: order.id in rows_by_order):
            rows = rows_by_order[order.id]
            users = order.credit_asked_user_id | order.user_id
            users = users.filtered(lambda user: user.active and user._is_internal())
            users = (users or rows.requester_id) - rows.decided_by_id
            wanted[order.id] = {
                user.id: self._prepare_rejected_vals(order, rows, user.lang)
                for user in users
            }
        self.env["sales.notice"]._plan(orders, REJECTED, wanted)

    @api.model
    def _prepare_rejected_vals(self, order, approvals, lang):
        """Return the activity that says who rejected what, in a user's language."""
        env = self.with_context(lang=lang or self.env.lang).env
        subjects = dict(env["sales.authority"]._get_subjects())
        lines = [
            env._(
                "%(subject)s: rejected by %(user)s. %(reason)s",
                subject=subjects.get(row.subject, row.subject),
                user=row.decided_by_id.name,
                reason=row.reason or "",
            )
            for row in approvals
        ]
        if order.state == "sale":
            summary = env._("The increase of order %s was rejected", order.name)
            way_out = env._("The order stays as it is. Ask for another total.")
        else:
            summary = env._("Order %s was rejected", order.name)
            way_out = env._("Change the order, ask again, or withdraw it.")
        return {
            "date_deadline": order.company_id._get_today(),
            "summary": summary,
            "note": Markup("<br/>").join([*lines, way_out]),
        }
