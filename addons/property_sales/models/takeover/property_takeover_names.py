from odoo import api, models
from odoo.fields import Domain

HOME, BUILDING = "unit_id", "building_id"


class PropertyTakeoverNames(models.AbstractModel):
    """Names in a spreadsheet of running contracts, found all at once (R2.7).

    Homes by building and number, or by their whole name; buyers by name or reference;
    salespeople by name or login. Core takes the first of several of one name: of
    buyers, of whom many are called alike, none is taken.
    """

    _name = "property.takeover.names"
    _description = "Names in a Spreadsheet of Contracts"

    @api.model
    def _find(self, fields, data):
        """Return a table with ids for names, and what could not be found.

        :param list fields: the columns
        :param list data: the rows; those of further instalments name nothing
        :return: (columns, rows, messages)
        """
        fields, rows = list(fields), [list(row) for row in data]
        if HOME in fields and BUILDING in fields:
            fields, rows = self._join_building(fields, rows)
        messages = []
        for name, find in (
            (HOME, self._find_units),
            ("partner_id", self._find_partners),
            ("user_id", self._find_users),
        ):
            if name not in fields:
                continue
            column = fields.index(name)
            given = [str(row[column] or "").strip() for row in rows]
            found = find(sorted({text for text in given if text}))
            for number, text in enumerate(given):
                ids = found.get(text, ())
                rows[number][column] = str(next(iter(ids))) if len(ids) == 1 else ""
                if text and len(ids) != 1:
                    message = self._get_message(name, text, ids)
                    messages.append(self._prepare_message(number, name, message))
            fields[column] = f"{name}/.id"
        return fields, rows, messages

    @api.model
    def _join_building(self, fields, rows):
        """Return a table whose homes are named in full, without their buildings."""
        home, building = fields.index(HOME), fields.index(BUILDING)
        for row in rows:
            above, number = (str(row[at] or "").strip() for at in (building, home))
            if above and number and not number.startswith(f"{above} "):
                row[home] = f"{above} {number}"
            del row[building]
        return fields[:building] + fields[building + 1 :], rows

    @api.model
    def _find_units(self, names):
        """Return the ids of homes by their whole names."""
        found = {}
        for unit in self.env["property.unit"].search([("display_name", "in", names)]):
            found.setdefault(unit.display_name, set()).add(unit.id)
        return found

    @api.model
    def _find_partners(self, names):
        """Return the ids of partners by reference, or else by name."""
        return self._find_by("res.partner", ("ref", "name"), names)

    @api.model
    def _find_users(self, names):
        """Return the ids of users by login, or else by name."""
        return self._find_by("res.users", ("login", "name"), names)

    @api.model
    def _find_by(self, model, fields, names):
        """Return the ids of records by the first of these fields that has the name."""
        records = self.env[model].search(
            Domain.OR(Domain(field, "in", names) for field in fields)
        )
        found = {}
        for field in fields:
            by_name = records.grouped(field)
            for name in names:
                if name not in found and name in by_name:
                    found[name] = set(by_name[name].ids)
        return found

    @api.model
    def _get_message(self, field, text, ids):
        """Return why a name is that of no record, or of several."""
        if field == HOME:
            return self.env._(
                "There is no home “%s”: write development, building and number, or the"
                " building in a column of its own.",
                text,
            )
        if field == "partner_id" and ids:
            return self.env._(
                "Several partners are called “%s”: write the reference of the buyer.",
                text,
            )
        if field == "partner_id":
            return self.env._(
                "There is no partner “%s”: enter the buyer first, or write the"
                " reference.",
                text,
            )
        if ids:
            return self.env._("Several users are called “%s”: write the login.", text)
        return self.env._("There is no user “%s”: write name or login.", text)

    @api.model
    def _prepare_message(self, number, field, message):
        """Return a message of an import about one row."""
        return {
            "type": "error",
            "record": number,
            "rows": {"from": number, "to": number},
            "field": field,
            "message": message,
        }
