from odoo import api, models

# The fields of an activity that are read to compare, to write and to delete it.
_READ = ("active", "res_id", "user_id", "summary", "note", "date_deadline")


class SalesNotice(models.AbstractModel):
    """Duties that stand among a person's activities while they last: one per record.

    Notices are wanted as `{record id: {user id: values}}`, the values being
    `summary`, `note` and `date_deadline` of the activity, in the language of the user;
    the id False of a record is for activities that belong to none. `_plan` adds to what
    stands, `_sync` also ends what is wanted no more, `_end` takes it away.

    All of it works on many records with the same few queries, where `activity_schedule`
    costs ten for each; without `mail`, nobody gets a message besides. Activities that
    somebody planned by hand are left alone, archived users get none. Of a type that an
    administrator deleted, nothing is planned.

    An event of which everybody is told each time it happens is no notice: that is what
    `activity_schedule` is for.

    Example::

        vals = {"summary": self.env._("Visit them")}
        wanted = {document.id: {document.user_id.id: vals} for document in self}
        self.env["sales.notice"]._sync(self, "my_addon.my_activity_type", wanted)
    """

    _name = "sales.notice"
    _description = "Notices by Activity"

    @api.model
    def _plan(
        self, records, type_xmlid, wanted, users=None, per_text=False, mail=False
    ):
        """Plan what is wanted and does not stand; what stands is updated in place.

        :param records: the records in question, all of one model; None for activities
            that belong to no record
        :param str type_xmlid: external id of the activity type
        :param dict wanted: values by user id, by record id
        :param users: the users in question; None for all
        :param bool per_text: another summary is another activity, which leaves the
            first as it is, instead of the same activity with another text
        :param bool mail: send those who get a new activity a message about it
        :return: the activities of the type that stand and are not among what is wanted
        """
        missing = {
            self._get_key(res_id, user_id, vals.get("summary"), per_text): vals
            for res_id, user_id, vals in self._get_rows(wanted)
        }
        rest = self.env["mail.activity"].sudo()  # other people's
        for activity in self._search_standing(records, [type_xmlid], users):
            key = (activity.res_id, activity.user_id.id, activity.summary)
            vals = missing.pop(self._get_key(*key, per_text), None)
            if vals is None:
                rest |= activity
            elif not per_text:
                self._update(activity, vals)
        self._create(records, type_xmlid, missing, mail)
        return rest

    @api.model
    def _sync(self, records, type_xmlid, wanted, users=None, per_text=False):
        """Have exactly what is wanted stand; anything else of the type is done.

        Takes what `_plan` takes. Activities that are done stay, without a message.
        """
        rest = self._plan(records, type_xmlid, wanted, users, per_text)
        if rest:
            rest.write({"active": False})

    @api.model
    def _end(self, records, *type_xmlids, users=None):
        """Delete what stands of these types: there is nothing left to do.

        :param records: the records in question, as `_plan` takes them
        :param users: the users whose activities end; None for all
        """
        self._search_standing(records, type_xmlids, users).unlink()

    @api.model
    def _get_rows(self, wanted):
        """Return (record id, user id, values) of what is wanted of active users."""
        ids = {user_id for by_user in wanted.values() for user_id in by_user if user_id}
        # sudo: colleagues, whoever plans
        users_sudo = self.env["res.users"].sudo().browse(ids)
        active = set(users_sudo.filtered("active").ids)
        return [
            (res_id, user_id, vals)
            for res_id, by_user in wanted.items()
            for user_id, vals in by_user.items()
            if user_id in active
        ]

    @api.model
    def _get_key(self, res_id, user_id, summary, per_text):
        """Return what no two activities of a type have in common."""
        return (res_id or False, user_id, per_text and (summary or False))

    @api.model
    def _search_standing(self, records, type_xmlids, users=None):
        """Return the open activities of these types that methods have planned."""
        activities_sudo = self.env["mail.activity"].sudo()  # other people's
        if records is not None and not records:
            return activities_sudo
        type_of = self.env["ir.model.data"]._xmlid_to_res_id
        type_ids = [type_of(xmlid) for xmlid in type_xmlids]
        domain = [
            # an administrator may have deleted a type
            ("activity_type_id", "in", list(filter(None, type_ids))),
            ("automated", "=", True),
            ("res_model", "=", False if records is None else records._name),
        ]
        if records is not None:
            domain.append(("res_id", "in", records.ids))
        if users is not None:
            domain.append(("user_id", "in", users.ids))
        return activities_sudo.search_fetch(domain, _READ)

    @api.model
    def _update(self, activity, vals):
        """Write those of the values that the activity does not have yet."""
        changed = {}
        for name, value in vals.items():
            field = activity._fields[name]
            cached = field.convert_to_cache(value, activity)  # a note as it is cleaned
            if field.convert_to_record(cached, activity) != activity[name]:
                changed[name] = value
        if changed:
            activity.write(changed)

    @api.model
    def _create(self, records, type_xmlid, missing, mail):
        """Create the activities of `missing`: values by key."""
        if not missing:
            return
        type_id = self.env["ir.model.data"]._xmlid_to_res_id(type_xmlid)
        if not type_id:
            # without a type it would not be found again, and planned at every call
            return
        vals = {"activity_type_id": type_id, "automated": True}
        if records is not None:
            # sudo: to name it; found with its name, which activities read
            models_sudo = self.env["ir.model"].sudo()
            domain = [("model", "=", records._name)]
            vals["res_model_id"] = models_sudo.search_fetch(domain, ["model"]).id
            # activities read the names of their records one by one: at once instead
            named = records.browse(dict.fromkeys(res_id for res_id, *_ in missing))
            named.sudo().mapped("display_name")  # as activities do
        # in the user's list at once, without a message each
        quiet = {} if mail else {"mail_activity_quick_update": True}
        activities_sudo = self.env["mail.activity"].sudo()  # planned for others
        activities_sudo.with_context(**quiet).create(
            [
                vals | {"res_id": res_id, "user_id": user_id} | text
                for (res_id, user_id, _summary), text in missing.items()
            ]
        )
