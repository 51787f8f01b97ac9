from datetime import timedelta

from odoo import fields

from odoo.addons.sales_rules.tests import made_once

from .common import PropertyCommon


class SaleCommon(PropertyCommon):
    """A development on sale: four homes of 1,000,000, and sellers with training."""

    @classmethod
    def setUpClass(cls):
        if made_once.restore(cls, SaleCommon, "sale"):
            return
        super().setUpClass()
        cls.open_sale()
        cls.buyer = cls.new_buyer("Chen Mei")
        cls.other_buyer = cls.new_buyer("Wang Lei", cls.home_colleague)

    @classmethod
    def open_sale(cls):
        """Go the whole way from the permit to the opening, each by whom it falls to."""
        cls.permit = cls.new_valid_permit()
        cls.new_approved_plan()
        cls.new_filed_areas()
        cls.new_active_prices()
        cls.release = cls.new_release()
        cls.development.with_user(cls.director).action_open()
        for seller in cls.home_seller | cls.home_colleague | cls.home_manager:
            cls.new_training(seller)

    @classmethod
    def new_buyer(cls, name, seller=None):
        """A customer of a salesperson."""
        seller = seller or cls.home_seller
        partners = cls.env["res.partner"]
        return partners.create({"name": name, "user_id": seller.id}).sudo()

    @classmethod
    def reserve(cls, unit=None, buyer=None, user=None, kind="deposit", amount=50000):
        """A hold of a home, made by its button; returned as superuser."""
        unit = (unit or cls.unit).with_user(user or cls.home_seller)
        buyer = buyer or cls.buyer
        reservation_id = unit.action_reserve(buyer.id, kind, amount)
        return cls.env["property.reservation"].sudo().browse(reservation_id)

    @classmethod
    def wait(cls, unit=None, buyer=None, user=None, kind="advance", amount=1000):
        """A customer who joins the waiting list of a home that is taken."""
        unit = (unit or cls.unit).with_user(user or cls.home_colleague)
        buyer = buyer or cls.other_buyer
        reservation_id = unit.action_wait(buyer.id, kind, amount)
        return cls.env["property.reservation"].sudo().browse(reservation_id)

    @classmethod
    def new_reservation(cls, *args, **vals):
        """A reservation with its number, as the first money makes it."""
        reservation = cls.reserve(*args, **vals)
        reservation._note_first_money()
        return reservation

    @classmethod
    def let_lapse(cls, reservation):
        """Let the time of a hold or reservation go by."""
        if reservation.number:
            reservation._write_protected({"date_end": cls.day(-1)})
        else:
            past = fields.Datetime.now() - timedelta(seconds=1)
            reservation._write_protected({"hold_until": past})
