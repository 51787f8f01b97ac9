from ..common_forbidden import NOT_ALLOWED, PROTECTED, forbidden


class Staff:
    """Blocks and trainings"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_home = cls.units[1]

    @forbidden(
        "R2.4",
        "block a home that is taken or blocked, or until a day that is past",
        by="home_manager",
        paths="W I S",
        says=(
            "… is taken by … since …",
            "… is blocked until … (…). Lift that block first.",
            "…: … is past; block it until today or later.",
        ),
    )
    def test_block_wrongly(self):
        blocked = self.new_block(self.open_home).unit_id
        for unit, days in ((self.unit, 9), (blocked, 9), (self.units[2], -1)):
            vals = {"unit_id": unit.id, "reason": "Bank", "date_end": self.day(days)}
            self.assert_no_new(
                "home_manager", "property.block", vals, unit.display_name
            )

    @forbidden(
        "R2.4",
        "block a home or lift a block as another role",
        by="home_seller investor manager",
        paths="B W I",
        says=(
            "…: homes are blocked, and blocks lifted, by the regional manager of their"
            " sale or the marketing director.",
            NOT_ALLOWED,
        ),
    )
    def test_block_as_another_role(self):
        block = self.new_block(self.open_home)
        vals = {"unit_id": self.units[2].id, "reason": "Bank"}
        vals["date_end"] = self.day(9)
        name = self.units[2].display_name
        self.assert_no_create("home_seller", block._name, vals, name)
        row = {"unit_id/.id": vals["unit_id"], "reason": "Bank"}
        row["date_end"] = vals["date_end"]
        self.assert_no_load("home_seller", block._name, row, name)
        self.assert_no_button("home_seller", block, "action_lift", "Sold")
        self.assert_no_create("investor", block._name, vals, name)
        self.assert_no_create("manager", block._name, vals, "Home")

    @forbidden(
        "R2.4",
        "change or delete a block",
        by="home_manager",
        paths="W I S",
        says=(
            PROTECTED,
            "Blocks stay on record; lift them instead: …",
            NOT_ALLOWED,
        ),
    )
    def test_change_a_block(self):
        block = self.new_block(self.open_home)
        vals = {"date_end": self.day(90), "reason": "Other", "state": "lifted"}
        self.assert_no_values(
            "home_manager", block, vals | {"unit_id": self.units[2].id}
        )
        self.assert_no_delete("home_manager", block, kind="Block")

    @forbidden(
        "R2.6",
        "record one's own training, or a training as another role",
        by="home_manager home_seller director",
        paths="W I S",
        says=(
            "…: nobody records or cancels a training of their own. Ask your manager or"
            " the marketing director.",
            "The training of … is recorded by the manager of the team or by the"
            " marketing director.",
            NOT_ALLOWED,
        ),
    )
    def test_record_ones_own_training(self):
        model = "property.training"
        vals = {"date": self.today, "subject": "Homes"}
        own = vals | {"user_id": self.home_manager.id}
        self.assert_no_new("home_manager", model, own, "Homes")
        self.assert_no_create("home_seller", model, own, "Training")
        own = vals | {"user_id": self.director.id}
        self.assert_no_new("director", model, own, "Homes")
        foreign = vals | {"user_id": self.seller.id}
        self.assert_no_create("home_manager", model, foreign, "seller")

    @forbidden(
        "R2.6",
        "change, extend or delete a training",
        by="director",
        paths="W I S",
        says=(
            PROTECTED,
            NOT_ALLOWED,
            "Trainings stay on record; the marketing director cancels one that was"
            " recorded by mistake: …",
        ),
    )
    def test_change_a_training(self):
        training = self.new_training(self.home_colleague)
        vals = {
            "date": self.day(9),
            "date_end": self.day(900),
            "user_id": self.home_seller.id,
            "state": "cancelled",
        }
        self.assert_no_values("director", training, vals, name="Homes")
        self.assert_no_delete("director", training, kind="Training")
