from odoo import api, fields, models
from odoo.fields import Domain


class CollectionCustodyMixin(models.AbstractModel):
    """Papers handed over against signature: slips and vouchers (R4.24, R4.25, R4.26).

    Custody moves by signed hand-overs only. `custody` says where it is held: finance,
    a branch (its main collector holds it) or a collector. `open_handover_id` is the
    one hand-over that waits for a signature: writing it is what makes two hand-overs
    of the same thing meet, so that the later one is told.

    A model has `handover_line_ids`, the lines of `collection.handover.line` that name
    it.
    """

    _name = "collection.custody.mixin"
    _description = "Held in Custody"
    _inherit = ["sales.protected.mixin"]

    # these move with a signature only
    _protected_fields = frozenset(
        {
            "custody",
            "custody_team_id",
            "holder_id",
            "custody_since",
            "open_handover_id",
            "handover_line_ids",
        }
    )

    custody = fields.Selection(
        [("finance", "Finance"), ("branch", "Branch"), ("collector", "Collector")],
        string="Held at",
        required=True,
        default="finance",
        readonly=True,
        copy=False,
        index=True,
    )
    custody_team_id = fields.Many2one(
        "crm.team",
        string="Branch",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    holder_id = fields.Many2one(
        "res.users",
        string="Held by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    custody_since = fields.Datetime(string="Held since", readonly=True, copy=False)
    open_handover_id = fields.Many2one(
        "collection.handover",
        string="Waiting for Signature",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def action_view_custody(self):
        """Open who held these and since when: the signed hand-overs, latest first."""
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_handover_line_action_chain"
        )
        action["domain"] = [
            (self._fields["handover_line_ids"].inverse_name, "in", self.ids),
            "|",
            ("is_signed", "=", True),
            ("is_open", "=", True),
        ]
        return action

    @api.model
    def _search_in_bag(self, domain):
        """Return the part of `domain` that somebody answers for: papers not back."""
        return self.search(Domain.AND([domain, self._get_bag_domain()]))

    @api.model
    def _get_bag_domain(self):
        """Return the domain of records that count as held; the hook of each model."""
        raise NotImplementedError

    def _put_on_handover(self, handover):
        """Bind these to the hand-over that is being issued."""
        if self:
            self._write_protected({"open_handover_id": handover.id})

    def _take_off_handover(self):
        """Free these from a hand-over that was refused: custody stays where it was."""
        if self:
            self._write_protected({"open_handover_id": False})

    def _move_custody(self, custody, team, holder):
        """Have these change hands: the receiver signed.

        :param str custody: where they are held now
        :param team: their branch, empty at finance
        :param holder: the user who answers for them, empty at finance
        """
        if self:
            self._write_protected(
                {
                    "custody": custody,
                    "custody_team_id": team.id,
                    "holder_id": holder.id,
                    "custody_since": self.env.cr.now(),
                    "open_handover_id": False,
                }
            )
