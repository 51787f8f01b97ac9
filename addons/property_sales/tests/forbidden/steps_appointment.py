import base64

from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden
from ..common_handover import PICTURE

SLOT = "Slot for Handovers"
PHOTO = "Photo of a Defect"
HANDOVER = "Handover of a Home"
PLANNED = (
    "…: its handovers are planned by the regional manager of the sale or the marketing"
    " director."
)
EARLY = "… cannot go on:\nThe buyer is told at least … days ahead: from … on."
STRANGE = "… cannot go on:\n… is of another building than …."
FULL = "… cannot go on:\n… is full, all its places (…) are taken: choose another one."
PAST = "… cannot go on:\n… is past: choose a later one."
OVERLAP = "… is at the time of another slot of the building: …."
TEXT = base64.b64encode(b"no picture at all").decode()
VECTOR = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode()


class Appointments:
    """Appointments of handovers, and inspections with photos"""

    def assert_no_step(self, role, record, method, *args, name=None):
        """Try a step by its button, and as code."""
        for way in (self.assert_no_button, self.assert_no_code):
            way(role, record, method, *args, name=name)

    @forbidden(
        "R2.7",
        "tell a slot of another building, that is full, or fewer than ten days ahead",
        by="home_seller",
        paths="B S",
        says=(EARLY, STRANGE, FULL),
    )
    def test_tell_a_wrong_slot(self):
        role, method = "home_seller", "action_notify_handover"
        [soon] = self.new_slots(days=(9, 9), hours=(9, 10))
        [full] = self.new_slots(hours=(9, 10))
        [strange] = self.new_slots(self.new_building(name="2"), hours=(9, 10))
        self.tell(self.new_settled(), full)
        contract = self.new_other_settled()
        for slot in (soon, strange, full):
            self.assert_no_step(role, contract, method, str(slot.date), slot.id)

    @forbidden(
        "R2.7",
        "move an appointment to a slot of another building, full or past, before the"
        " first day of the notice, without a reason, or after a refusal",
        by="home_seller",
        paths="B S",
        says=(
            EARLY,
            STRANGE,
            FULL,
            PAST,
            "Say why the appointment is moved.",
            "… is “Refused”; this is possible while it is “Told”, “Inspected”.",
            "…: choose another slot than that of the appointment.",
        ),
    )
    def test_move_an_appointment_wrongly(self):
        role, method = "home_seller", "action_reschedule"
        [past] = self.new_slots(days=(0, 0), hours=(0, 24), minutes=1440)
        soon, full = self.new_slots(days=(9, 10), hours=(9, 10))
        [own] = self.new_slots(hours=(10, 11))
        [strange] = self.new_slots(self.new_building(name="2"), hours=(9, 10))
        self.tell(self.new_settled(), full)
        contract = self.new_other_settled()
        handover = self.tell(contract, own)
        named = contract.display_name
        for slot in (past, soon, strange, full):
            self.assert_no_step(role, handover, method, slot.id, "Wish", name=named)
        self.assert_no_step(role, handover, method, own.id, "Wish")
        self.assert_no_step(role, handover, method, full.id, " ", name="appointment")
        handover.action_refuse("Wet", True)
        self.assert_no_step(role, handover, method, own.id, "Wish")

    @forbidden(
        "R2.11",
        "tell or move the appointment of another salesperson's contract, or as a role"
        " that leads none",
        by="home_colleague director finance investor",
        paths="B",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_move_another_ones_appointment(self):
        first, second = self.new_slots()
        contract = self.new_settled()
        other = self.new_other_settled()
        handover = self.tell(contract, first)
        for role in ("home_colleague", "director", "finance", "investor"):
            self.assert_no_button(
                role,
                other,
                "action_notify_handover",
                str(second.date),
                second.id,
                name="Sale Contract of a Home",
            )
            args = second.id, "Mine"
            name = (
                "Sale Contract of a Home"
                if role in ("director", "finance")
                else HANDOVER
            )
            self.assert_no_button(role, handover, "action_reschedule", *args, name=name)

    @forbidden(
        "R2.7",
        "make slots, change their inspectors or remove them as somebody who plans no"
        " sale",
        by="home_seller home_colleague finance investor general",
        paths="B",
        says=(PLANNED,),
    )
    def test_plan_slots_as_another_role(self):
        slot = self.new_slots()[:1]
        building = self.building.display_name
        days = str(self.day(11)), str(self.day(11))
        for role in ("home_seller", "home_colleague", "finance", "investor", "general"):
            self.assert_no_button(
                role,
                self.building,
                "action_generate_slots",
                *days,
                9,
                10,
                60,
                1,
                name=building,
            )
            self.assert_no_button(role, slot, "action_set_inspectors", 9, name=building)
            self.assert_no_button(role, slot, "action_remove", name=building)

    @forbidden(
        "R2.7",
        "make slots for days that are past, at the time of others, or with fewer"
        " inspectors than handovers",
        by="director",
        paths="B S",
        says=(
            "…: slots are made from today, …, or a later day on, until that day or a"
            " later one.",
            OVERLAP,
            "…: more handovers are on it than 1; move them first.",
        ),
    )
    def test_make_slots_wrongly(self):
        role, method = "director", "action_generate_slots"
        [slot] = self.new_slots(hours=(9, 10), inspectors=2)
        self.tell(self.new_settled(), slot)
        self.tell(self.new_other_settled(), slot)
        past, day = str(self.day(-1)), str(self.day(10))
        name = self.building.display_name
        for values in ((past, day, 7, 8), (day, day, 9.5, 10.5), (day, day, 8, 12)):
            args = *values, 60, 1, True
            self.assert_no_step(role, self.building, method, *args, name=name)
        self.assert_no_step(role, slot, "action_set_inspectors", 1)

    @forbidden(
        "R2.7",
        "write, make or import a slot, its places, or the slot of a handover",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_a_slot(self):
        role = "home_seller"
        first, second = self.new_slots()
        handover = self.tell(self.new_settled(), first)
        for vals in (
            {"inspectors": 9},
            {"booked": 0},
            {"free_places": 9},
            {"date": self.day(3)},
            {"hour_from": 8},
        ):
            self.assert_no_write(role, first, vals)
            self.assert_no_code(role, first, "write", vals)
        columns = {".id": first.id, "inspectors": 9}
        self.assert_no_load(role, first._name, columns, first.display_name)
        vals = {"building_id": self.building.id, "date": self.day(12)}
        vals |= {"hour_from": 9, "hour_to": 10, "inspectors": 9}
        self.assert_no_new(role, first._name, vals, SLOT)
        self.assert_no_values(role, handover, {"slot_id": second.id})

    @forbidden(
        "R2.7",
        "delete or remove a slot on which there was a handover",
        by="director",
        paths="B W S",
        says=(NOT_ALLOWED, "Slots with handovers stay on record: …"),
    )
    def test_delete_a_used_slot(self):
        slot = self.new_slots()[:1]
        handover = self.tell(self.new_settled(), slot)
        handover.action_refuse("Wet", True)
        self.assert_no_delete("director", slot, kind=SLOT)
        self.assert_no_button("director", slot, "action_remove")

    @forbidden(
        "R2.7",
        "note a defect with what is no photo, or with more than five",
        by="home_seller",
        paths="B",
        says=("This is no photo: …", "…: a defect has at most 5 photos."),
    )
    def test_note_a_defect_with_wrong_photos(self):
        role, method = "home_seller", "action_inspect"
        handover = self.notify(self.new_settled())
        defect = {"part": "leak", "text": "Wet wall"}
        for wrong in (TEXT, VECTOR):
            found = [defect | {"photos": [PICTURE, wrong]}]
            self.assert_no_button(role, handover, method, found, name="photo")
        found = [defect | {"photos": [PICTURE] * 6}]
        self.assert_no_button(role, handover, method, found, name="Wet wall")

    @forbidden(
        "R2.7",
        "replace, make or delete a photo of a defect",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED, NOT_ALLOWED, "Photos of defects stay on record: …"),
    )
    def test_change_a_photo_of_a_defect(self):
        role = "home_seller"
        handover = self.notify(self.new_settled())
        found = {"part": "leak", "text": "Wet wall", "photos": [PICTURE]}
        handover.action_inspect([found])
        photo = handover.defect_ids.photo_ids
        self.assert_no_write(role, photo, {"image": PICTURE})
        self.assert_no_code(role, photo, "write", {"image": PICTURE})
        vals = {"defect_id": handover.defect_ids.id, "kind": "found"}
        vals |= {"date": self.today, "user_id": self.home_seller.id}
        self.assert_no_new(role, photo._name, vals | {"image": PICTURE}, PHOTO)
        self.assert_no_delete(role, photo, kind=PHOTO)

    @forbidden(
        "R2.7",
        "note a defect as mended twice or without a note, or open one again that is not"
        " mended",
        by="home_seller",
        paths="B S",
        says=(
            "Say what was repaired.",
            "… is mended already.",
            "…: only what is mended is opened again, while the contract runs.",
        ),
    )
    def test_mend_a_defect_wrongly(self):
        role = "home_seller"
        handover = self.notify(self.new_settled())
        handover.action_inspect([{"part": "leak", "text": "Wet wall"}])
        defect = handover.defect_ids
        self.assert_no_step(role, defect, "action_mend", " ", name="repaired")
        self.assert_no_step(role, defect, "action_reopen", "Still wet")
        defect.action_mend("Sealed")
        self.assert_no_step(role, defect, "action_mend", "Sealed")
