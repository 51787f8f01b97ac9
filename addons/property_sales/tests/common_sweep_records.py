from odoo.fields import Command

from .common_sweep_amendments import SweepAmendments
from .common_sweep_appointment import SweepAppointments
from .common_sweep_late_fee import SweepLateFees
from .common_sweep_month import SweepMonth
from .common_sweep_papers import SweepPapers
from .common_sweep_portal import SweepPortal
from .common_sweep_progress import SweepProgress
from .common_sweep_service import SweepService
from .common_sweep_takeover import SweepTakeover
from .common_sweep_tax import SweepTax
from .common_sweep_title import SweepTitles


class PropertySweepRecords(
    SweepPapers,
    SweepService,
    SweepTakeover,
    SweepLateFees,
    SweepTax,
    SweepTitles,
    SweepAmendments,
    SweepMonth,
    SweepAppointments,
    SweepProgress,
    SweepPortal,
):
    """Every document of the addon in every state it is kept in, for `RpcSweep`.

    All is `home_seller`'s, whose team `home_manager` leads. A development on sale, and
    one that is planned for what its homes would stand in the way of.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_roles()
        cls._make_project()
        cls._make_plans()
        cls._make_areas()
        cls._make_prices()
        cls._make_releases()
        cls._make_staff()
        cls._make_receptions()
        cls._make_reservations()
        cls._make_money()
        cls._make_changes()
        cls._make_contracts()
        cls._make_service()
        cls._make_takeovers()
        cls._make_late_fees()
        cls._make_taxes()
        cls._make_amendments()
        cls._make_titles()
        cls._make_months()
        cls._make_appointments()
        cls._make_progress()
        cls._make_demands()
        cls._make_online()
        cls.env.flush_all()

    @classmethod
    def _make_project(cls):
        cls.sweep("standing", cls.company)
        cls.sweep("selling", cls.development, cls.building, cls.unit)
        cls.planned = cls.new_development(code="P0", name="Planned")
        cls.homes = cls.new_units(6, cls.new_building(cls.planned))
        building = cls.new_building(cls.planned, name="2")
        cls.sweep("planning", cls.planned, building, cls.new_units(1, building))
        vals = {"development_id": cls.planned.id}
        valid = cls.new_valid_permit(cls.homes[0], number="YS-5", **vals)
        cls.sweep("valid", valid)
        revoked = cls.new_valid_permit(cls.homes[1], number="YS-2", **vals)
        revoked.with_user(cls.investor).action_revoke("Withdrawn")
        cls.sweep("revoked", revoked)
        cls.sweep("draft", cls.new_permit(cls.homes[2], number="YS-3", **vals))

    @classmethod
    def _make_staff(cls):
        cls.sweep("done", cls.new_training())
        cancelled = cls.new_training(cls.home_colleague)
        cancelled.with_user(cls.director).action_cancel("Never took part")
        cls.sweep("cancelled", cancelled)
        logs = cls.env["property.export.log"].with_user(cls.director)
        logs._note_export(cls.units.with_user(cls.director), [["name"]])
        cls.sweep("kept", logs.sudo().search([], limit=1))

    @classmethod
    def _make_receptions(cls):
        receptions = cls.env["property.reception"].with_user(cls.home_seller)
        for number, state in enumerate(("received", "followed", "reserved", "gone")):
            reception = receptions.create(
                {
                    "name": f"Visitor {number}",
                    "phone": f"1390000000{number}",
                    "channel": "walk_in",
                    "company_id": cls.company.id,
                    "unit_ids": [Command.set(cls.unit.ids)],
                }
            )
            if state == "followed":
                reception.action_follow("Likes the floor")
                cls.sweep(state, reception.contact_ids)
            elif state == "reserved":
                cls.visitor = reception.sudo().partner_id
                cls.sweep("queued", cls.wait(buyer=cls.visitor, user=cls.home_seller))
            elif state == "gone":
                reception.sudo()._write_protected({"is_current": False})
            cls.sweep(state, reception)

    @classmethod
    def _make_reservations(cls):
        cls.sweep("held", cls.hold)
        expired = cls.reserve(cls.units[2], cls.new_buyer("Late"))
        cls.let_lapse(expired)
        expired._end_lapsed()
        cls.sweep("expired", expired)

    @classmethod
    def _make_money(cls):
        cls.reserved = cls.reserve(cls.units[1], cls.new_buyer("Zhou"))
        day = cls.day(-1)
        receipt = cls.take_verified(reservation=cls.reserved, date=str(day))
        cls.bank(receipt)
        closed = cls.new_day(day)
        closed.action_close()
        cls.sweep("closed", closed)
        cls.sweep("open", cls.new_day())
        payment = receipt.method_ids.payment_id
        cls.sweep("verified", receipt, payment)
        cls.sweep("reserved", cls.reserved)
        deadlines = cls.env["property.deadline"].sudo()
        deadline = deadlines.search([("kind", "=", "contract")], limit=1)
        cls.sweep("due", deadline)
        back = cls.reserve(cls.units[2], cls.new_buyer("Back"))
        kept = cls.reserve(cls.units[3], cls.new_buyer("Kept"))
        receipts = cls.take(reservation=back) | cls.take(reservation=kept)
        cls.verify(receipts.report_id)
        kept.with_user(cls.home_seller).action_forfeit("Signs nothing")
        kept.with_user(cls.director).action_approve()
        cls.sweep("forfeited", kept)
        back.with_user(cls.home_seller).action_cancel("No loan")
        cls.sweep("cancelled", back)
        back.with_user(cls.home_seller).action_return()
        back.with_user(cls.director).action_approve()
        back.with_user(cls.finance).action_return()
        cls.sweep("returned", back.change_ids, back.change_ids.payment_ids)
        own = cls.reserve(
            cls.units[2], cls.new_buyer("Own", cls.home_colleague), cls.home_colleague
        )
        receipt = cls.take(reservation=own, user=cls.home_colleague)
        cls.sweep("open", receipt)
        cls.sweep("foreign", own)

    @classmethod
    def _make_changes(cls):
        mine = cls.reserved.with_user(cls.home_seller)
        mine.action_extend(cls.day(10), "The bank is slow")
        cls.reserved.with_user(cls.director).action_approve()
        cls.sweep("applied", cls.reserved.change_ids)
        cls.env.flush_all()
        mine.action_extend(cls.day(12), "Slower still")
        cls.sweep("asked", cls.reserved.change_ids.sorted("id")[-1])
