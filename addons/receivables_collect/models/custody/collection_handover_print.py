from odoo import api, models

# forms and the kinds of hand-over that their register lists, there and back
REGISTERS = {
    "F18": ("to_branch", "to_finance_back"),
    "F19": ("to_collector", "to_branch_back"),
}


class CollectionHandover(models.Model):
    """The registers on paper: memorandum F18, sign-off book F19 (R4.24, R4.25)."""

    _inherit = "collection.handover"

    def _get_registers(self, form):
        """Return the hand-overs that belong to a register, one group per branch.

        :param str form: F18 or F19
        :return: list of recordsets, each in the order of issue; in sudo, as the paper
            lists what was signed for, wherever it is by now
        """
        self.check_access("read")
        listed = self.sudo().filtered(  # the paper's content, see above
            lambda handover: handover.kind in REGISTERS[form]
        )
        groups = listed.grouped(
            lambda handover: (handover.company_id, handover.team_id)
        )
        return [group.sorted("id") for group in groups.values()]

    def _get_voucher_ranges(self):
        """Return the vouchers of this hand-over as ranges of serial numbers."""
        self.ensure_one()
        return self._get_ranges(self.line_ids.voucher_id)

    @api.model
    def _get_ranges(self, vouchers):
        """Return vouchers as ranges: dicts of `kind`, `first`, `last` and `count`."""
        ranges = []
        previous = vouchers.browse()
        for voucher in vouchers.sorted(lambda v: (v.book_id.id, v.sequence)):
            follows = (
                previous
                and voucher.book_id == previous.book_id
                and voucher.sequence == previous.sequence + 1
            )
            if not follows:
                ranges.append(
                    {
                        "kind": voucher.book_id.kind_id.name,
                        "first": voucher.number,
                        "count": 0,
                    }
                )
            ranges[-1]["last"] = voucher.number
            ranges[-1]["count"] += 1
            previous = voucher
        return ranges
