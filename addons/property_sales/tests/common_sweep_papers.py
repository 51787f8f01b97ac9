from odoo.fields import Command

from .common_sale import SaleCommon


class SweepPapers(SaleCommon):
    """Papers drawn up before homes are sold, in every state: plans, areas, prices."""

    @classmethod
    def _sweep_plan(cls, state, plan):
        cls.sweep(state, plan, plan.batch_ids[0], plan.target_ids[0])

    @classmethod
    def _make_plans(cls):
        superseded = cls.new_approved_plan(cls.new_development(code="P1"))
        seller, general = cls.home_seller, cls.general
        second = superseded.browse(superseded.with_user(seller).action_new_version())
        second.with_user(seller).action_submit()
        second.with_user(general).action_approve()
        cls._sweep_plan("superseded", superseded)
        cls._sweep_plan("approved", second)
        for number, end in enumerate(("draft", "submitted", "rejected", "cancelled")):
            plan = cls.new_plan(cls.new_development(code=f"Q{number}"))
            if end in ("submitted", "rejected"):
                plan.with_user(seller).action_submit()
            if end == "rejected":
                plan.with_user(general).action_reject("Too dear")
            elif end == "cancelled":
                plan.with_user(seller).action_cancel()
            cls._sweep_plan(end, plan)

    @classmethod
    def _sweep_lines(cls, state, document):
        cls.sweep(state, document, document.line_ids[0])

    @classmethod
    def _make_areas(cls):
        states = ("draft", "signed_one", "signed_both", "approved", "filed")
        for number, state in enumerate((*states, "superseded")):
            building = cls.new_building(cls.planned, name=f"A{number}")
            areas = cls.new_area_list(cls.new_units(1, building))
            if state != "draft":
                areas.with_user(cls.investor).action_sign_investment()
            if state == "signed_both":
                areas.with_user(cls.home_seller).action_sign_marketing()
            elif state in ("approved", "filed", "superseded"):
                areas.with_user(cls.home_seller).action_sign_marketing()
                areas.with_user(cls.deputy).action_approve()
            if state in ("filed", "superseded"):
                areas.with_user(cls.finance).action_file(f"FZ-{number}")
            if state == "superseded":
                version = areas.with_user(cls.investor).action_new_version()
                cls.file_area_list(areas.browse(version))
            assert areas.state == state, areas.state
            cls._sweep_lines(state, areas)

    @classmethod
    def _make_prices(cls):
        superseded = cls.new_active_prices(cls.homes)
        active = cls.new_active_prices(cls.homes, 1_100_000, floor_price=900_000)
        coming = cls.new_active_prices(cls.homes, date_from=cls.day(9))
        lists = {"superseded": superseded, "active": active, "approved": coming}
        for state in ("draft", "submitted", "rejected", "cancelled"):
            prices = lists[state] = cls.new_price_list(cls.homes)
            if state in ("submitted", "rejected"):
                prices.with_user(cls.director).action_submit()
            if state == "rejected":
                prices.with_user(cls.general).action_reject("Too dear")
            elif state == "cancelled":
                prices.with_user(cls.director).action_cancel()
        for state, prices in lists.items():
            assert prices.state == state, prices.state
            cls._sweep_lines(state, prices)
        cls._make_discounts()

    @classmethod
    def _make_discounts(cls):
        promotions = cls.env["property.promotion"].with_user(cls.director)
        plans = cls.env["property.payment.plan"].with_user(cls.director)
        lines = [{"percent": 30}, {"kind": "rest", "months": 1, "count": 2}]
        for state in ("draft", "force", "ended"):
            promotion = promotions.create(
                {
                    "name": state,
                    "development_id": cls.planned.id,
                    "percent": 3,
                    "date_from": cls.day(-1),
                    "date_to": cls.day(9),
                }
            )
            plan = plans.create(
                {
                    "name": state,
                    "company_id": cls.company.id,
                    "line_ids": [Command.create(line) for line in lines],
                }
            )
            if state != "draft":
                promotion.action_put_in_force()
                plan.action_put_in_force()
            if state == "ended":
                promotion.active = plan.active = False
            cls.sweep(state, promotion)
            cls._sweep_lines(state, plan)

    @classmethod
    def _make_releases(cls):
        cls.sweep("released", cls.release)
        cls.sweep("draft", cls.new_draft_release(cls.homes[2]))
        cls.new_filed_areas(cls.homes[:1])
        closed = cls.new_release(cls.homes[0])
        closed.with_user(cls.director).action_close("Not yet")
        cls.sweep("closed", closed)
        cls.sweep("live", cls.new_block(cls.homes[3]))
        lifted = cls.new_block(cls.homes[4])
        lifted.with_user(cls.home_manager).action_lift("Sold")
        cls.sweep("lifted", lifted)
        expired = cls.new_block(cls.homes[5])
        expired._write_protected({"date_end": cls.day(-1)})
        expired._expire()
        cls.sweep("expired", expired)
