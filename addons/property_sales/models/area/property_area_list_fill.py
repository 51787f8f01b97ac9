from odoo import api, models

from odoo.addons.property_sales.tools import sent

HOME = "line_ids/unit_id"
BUILDING = "building_id"


class PropertyAreaList(models.Model):
    """Lines of drafts: all homes of the building, or a spreadsheet (R2.5)."""

    _inherit = "property.area.list"

    def action_fill(self):
        """Add a line for each home of the building that has none yet.

        :raise UserError: for lists that are signed
        """
        self.check_access("write")
        self._check_not_frozen()
        vals_list = []
        for area_list in self:
            listed = area_list.line_ids.unit_id
            units = self.env["property.unit"].search(
                [
                    ("building_id", "=", area_list.building_id.id),
                    ("id", "not in", listed.ids),
                ]
            )
            vals_list += [
                {"list_id": area_list.id, "unit_id": unit.id} for unit in units
            ]
        self.env["property.area.list.line"].create(vals_list)
        return True

    def action_import(self):
        """Open the import of a spreadsheet into this draft.

        Columns: the number on the door, gross and inner area. A home that has a line
        already gets the areas of the spreadsheet.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_not_frozen()
        return {
            "type": "ir.actions.client",
            "tag": "import",
            "name": self.env._("Import Areas: %s", self.display_name),
            "params": {
                "model": "property.area.list.line",
                "context": {"default_list_id": self.id},
            },
        }

    @api.model
    def load(self, fields, data):
        # EXTENDS 'base': a number means the home in the building of its list
        sent.check_table(self.env, fields, data)
        if HOME not in fields or BUILDING not in fields:
            return super().load(fields, data)
        buildings = self._find_buildings(fields, data)
        if not buildings:
            return super().load(fields, data)
        column = fields.index(HOME)
        messages, rows = [], []
        for building, numbers in buildings.items():
            given = [str(data[number][column]).strip() for number in numbers]
            ids = building._find_units(filter(None, given))
            ids.setdefault("", "")
            for message in building._get_unknown_messages(given, ids):
                row = numbers[message["record"]]
                rows_of = {"from": row, "to": row}
                messages.append(message | {"record": row, "rows": rows_of})
            for number, name in zip(numbers, given, strict=True):
                rows.append((number, str(ids.get(name, "")), building))
        if messages:
            return {"ids": False, "messages": messages, "nextrow": 0}
        return super().load(
            self._get_id_columns(fields), self._get_id_rows(fields, data, rows)
        )

    @api.model
    def _find_buildings(self, fields, data):
        """Return the rows of a spreadsheet by the building of their list.

        :return: dict of building to numbers of rows; empty where a building is none or
            more than one, or rows come before the first building
        """
        column = fields.index(BUILDING)
        names = {str(row[column]).strip() for row in data} - {""}
        found = {}
        companies = self.env.companies.ids
        model = self.env["property.building"]
        for building in model.search([("company_id", "in", companies)]):
            for name in {building.name, building.display_name} & names:
                found.setdefault(name, []).append(building)
        if any(len(found.get(name, ())) != 1 for name in names):
            return {}
        rows, building = {}, None
        for number, row in enumerate(data):
            name = str(row[column]).strip()
            building = found[name][0] if name else building
            if not building:
                return {}
            rows.setdefault(building, []).append(number)
        return rows

    @api.model
    def _get_id_columns(self, fields):
        """Return the columns of a spreadsheet whose buildings and homes are ids."""
        ids = {HOME: f"{HOME}/.id", BUILDING: f"{BUILDING}/.id"}
        return [ids.get(name, name) for name in fields]

    @api.model
    def _get_id_rows(self, fields, data, found):
        """Return the rows of a spreadsheet with ids of buildings and homes.

        :param found: (number of the row, id of the home, building) of each row
        """
        home, building_column = fields.index(HOME), fields.index(BUILDING)
        rows = [list(row) for row in data]
        for number, unit_id, building in found:
            rows[number][home] = unit_id
            if rows[number][building_column]:
                rows[number][building_column] = str(building.id)
        return rows
