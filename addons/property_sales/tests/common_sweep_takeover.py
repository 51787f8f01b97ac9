from .common_takeover import TakeoverCommon


class SweepTakeover(TakeoverCommon):
    """Take-overs in every state, with their contracts and instalments."""

    @classmethod
    def _make_takeovers(cls):
        homes = cls.new_units(3)
        cls.new_valid_permit(homes, number="YS-8")
        cls.new_filed_areas(homes)
        states = ("draft", "confirmed", "applied")
        for number, (unit, state) in enumerate(zip(homes, states, strict=True), 1):
            date = cls.day(-number)
            days = {"filing_date": date, "online_date": date, "signed_on": date}
            takeover = cls.new_loaded(cls.get_old_row(unit, **days), date=date)
            if state != "draft":
                takeover.with_user(cls.director).action_confirm()
            if state == "applied":
                takeover.with_user(cls.finance).action_apply()
                cls.sweep(state, takeover.total_ids[0])
            lines = takeover.line_ids
            cls.sweep(state, takeover, lines, lines.instalment_ids[0])
