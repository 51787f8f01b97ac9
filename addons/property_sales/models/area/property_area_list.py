from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, formatLang
from odoo.tools.misc import format_date
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.models.approval.sales_approval_mixin import APPROVAL_STATES
from odoo.addons.sales_rules.tools.ondelete import ondelete_always
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

SUBJECT = Subject(
    "property_area",
    _lt("Area List of Homes"),
    unit="none",
    decider="sales_rules.group_deputy_general_manager",
    fixed=True,
    setting="has_property_development",
)
NOTICE = "sales_rules.mail_activity_type_document"
AREA = {"digits": (16, 2), "compute": "_compute_totals"}
SHOWN = 5


class PropertyAreaList(models.Model):
    """The areas of the homes of a building, in m²: F32 (R2.5).

    Pre-sale areas are computed by investment development with marketing, surveyed ones
    come with the report of the housing bureau. Both departments sign, different
    persons; the deputy general manager approves, finance files: only then the areas
    stand on the homes. A filed list is corrected by a new version.

    Steps: `property_area_list_fill` (lines), `property_area_list_sign` (signatures,
    decision), `property_area_list_file` (filing, versions).
    """

    _name = "property.area.list"
    _description = "Area List"
    _inherit = [
        "sales.approval.mixin",
        "sales.state.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "building_id, kind, version desc, id desc"
    _rec_names_search = ["building_id.name", "filing_number", "report_number"]
    _check_company_auto = True

    _protected_fields = frozenset(
        {
            "approval_ids",
            "company_id",
            "development_id",
            "version",
            "previous_id",
            "successor_ids",
            "lines_guard",
            "investment_signer_id",
            "investment_signed_at",
            "investment_signature",
            "marketing_signer_id",
            "marketing_signed_at",
            "marketing_signature",
            "approver_id",
            "approved_at",
            "filing_number",
            "filed_by_id",
            "filed_at",
        }
    )
    _immutable_fields = frozenset({"building_id", "kind"})
    _approval_subject = SUBJECT
    _approval_frozen_fields = frozenset(
        {"line_ids", "report_number", "report_date", "scan", "scan_name"}
    )
    _state_moves = {
        "signed_one": ("draft",),
        "signed_both": ("signed_one",),
        "approved": ("signed_both",),
        "draft": ("signed_one", "signed_both", "approved"),
        "filed": ("approved",),
        "superseded": ("filed",),
    }
    # of the housing bureau's report: all of it before a surveyed list is signed
    _report_fields = ("report_number", "report_date")

    building_id = fields.Many2one(
        "property.building", required=True, index=True, ondelete="restrict"
    )
    development_id = fields.Many2one(
        related="building_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="building_id.company_id", store=True, index=True
    )
    kind = fields.Selection(
        [("presale", "Pre-sale"), ("surveyed", "Surveyed")],
        required=True,
        default="presale",
        tracking=True,
    )
    version = fields.Integer(
        readonly=True,
        copy=False,
        aggregator=None,
        help="Counted by building and kind.",
    )
    previous_id = fields.Many2one(
        "property.area.list",
        string="Corrects",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The filed version that this one takes the place of.",
    )
    line_ids = fields.One2many("property.area.list.line", "list_id", string="Homes")
    lines_guard = fields.Integer(
        default=0, readonly=True, copy=False, exportable=False, prefetch=False
    )
    difference_ids = fields.One2many(
        "property.area.list.line",
        string="Differences",
        compute="_compute_difference_ids",
        help="Homes whose areas differ from the version before: old, new, percent.",
    )
    line_count = fields.Integer(string="Number of Homes", compute="_compute_totals")
    gross_total = fields.Float(string="Gross Area (m²)", **AREA)
    inner_total = fields.Float(string="Inner Area (m²)", **AREA)
    report_number = fields.Char(
        string="Number of the Report",
        tracking=True,
        help="Of the housing bureau's survey report.",
    )
    report_date = fields.Date(string="Date of the Report", tracking=True)
    scan = fields.Binary(string="Scan of the Report", attachment=True)
    scan_name = fields.Char(string="File Name of the Scan")
    # the labels are this addon's to translate
    approval_state = fields.Selection(selection_add=APPROVAL_STATES)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signed_one", "Signed Once"),
            ("signed_both", "Signed by Both"),
            ("approved", "Approved"),
            ("filed", "Filed"),
            ("superseded", "Superseded"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _one_per_version = models.UniqueIndex(
        "(building_id, kind, version) WHERE version > 0",
        "Somebody else has just made this version of the area list; open that one.",
    )
    _one_successor = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "There is a new version of this area list already; open that one.",
    )

    @api.depends("line_ids.gross_area", "line_ids.inner_area")
    def _compute_totals(self):
        for area_list in self:
            lines = area_list.line_ids
            area_list.line_count = len(lines)
            area_list.gross_total = sum(lines.mapped("gross_area"))
            area_list.inner_total = sum(lines.mapped("inner_area"))

    @api.depends("line_ids.is_changed")
    def _compute_difference_ids(self):
        for area_list in self:
            area_list.difference_ids = area_list.line_ids.filtered("is_changed")

    @api.depends_context("lang")
    @api.depends("building_id.display_name", "kind", "version")
    def _compute_display_name(self):
        for area_list in self:
            names = {
                "building": area_list.building_id.display_name or "",
                "version": area_list.version,
            }
            area_list.display_name = (
                self.env._("%(building)s, surveyed areas, version %(version)s", **names)
                if area_list.kind == "surveyed"
                else self.env._(
                    "%(building)s, pre-sale areas, version %(version)s", **names
                )
            )

    @api.constrains("report_date")
    def _check_report_date(self):
        for area_list in self.filtered("report_date"):
            if area_list.report_date > area_list.company_id._get_today():
                raise ValidationError(
                    self.env._(
                        "%(list)s: the report of the housing bureau is dated"
                        " %(date)s, which is still to come.",
                        list=area_list.display_name,
                        date=format_date(self.env, area_list.report_date),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        area_lists = super().create(vals_list)
        area_lists._count_versions()
        return area_lists

    @ondelete_always
    def _unlink_except_draft(self):
        kept = self.filtered(lambda area_list: area_list.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "Only drafts of area lists can be deleted; these are signed: %s."
                    " A filed list is corrected by a new version.",
                    kept._get_state_names(),
                )
            )

    def _count_versions(self):
        """Give new lists the next version of their building and kind."""
        last = {
            (building, kind): version
            for building, kind, version in self._read_group(
                [("building_id", "in", self.building_id.ids)],
                ["building_id", "kind"],
                ["version:max"],
            )
        }
        for area_list in self:
            key = area_list.building_id, area_list.kind
            last[key] = last.get(key, 0) + 1
            area_list._write_protected({"version": last[key]})

    def _touch_lines(self):
        """Mark that lines were changed, so that nobody signs them at the same moment.

        The one of two transactions that comes second is retried, and sees the lines or
        the signature of the first.
        """
        if not self:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE property_area_list
                   SET lines_guard = lines_guard + 1
                 WHERE id IN (SELECT id
                                FROM property_area_list
                               WHERE id IN %s
                               ORDER BY id
                                 FOR NO KEY UPDATE)
             RETURNING id
                """,
                self._ids,
            )
        )
        self.invalidate_recordset(["lines_guard"])

    def _get_lines_reasons(self):
        """Return what is wrong with this list before it is signed, all at once.

        :rtype: list[str]
        """
        self.ensure_one()
        lines = self.line_ids
        reasons = []
        if not lines:
            reasons.append(self.env._("It names no home; add the homes with areas."))
        empty = lines.filtered(lambda line: min(line.gross_area, line.inner_area) <= 0)
        if empty:
            reasons.append(
                self.env._(
                    "No gross or inner area: %s.", self._get_names(empty.unit_id)
                )
            )
        if self.kind == "surveyed":
            missing = [name for name in self._report_fields if not self[name]]
            labels = [self._fields[n]._description_string(self.env) for n in missing]
            if missing:
                reasons.append(
                    self.env._(
                        "Areas are surveyed by the report of the housing bureau;"
                        " missing: %s.",
                        ", ".join(labels),
                    )
                )
        former = self.previous_id.line_ids.unit_id - lines.unit_id
        if former:
            reasons.append(
                self.env._(
                    "A new version names all homes of the one before; missing: %s.",
                    self._get_names(former),
                )
            )
        return reasons + self._get_units_reasons()

    def _get_units_reasons(self):
        """Return why homes of this list cannot have their areas filed by it.

        :rtype: list[str]
        """
        self.ensure_one()
        units = self.line_ids.unit_id
        reasons = []
        others = self.line_ids.search(
            [
                ("unit_id", "in", units.ids),
                ("list_id", "not in", (self | self.previous_id).ids),
                ("list_id.kind", "=", self.kind),
                ("list_id.state", "=", "filed"),
            ],
            limit=SHOWN,
        )
        if others:
            reasons.append(
                self.env._(
                    "%(homes)s: filed by %(list)s; make a new version of that list.",
                    homes=self._get_names(others.unit_id),
                    list=others.list_id[:1].display_name,
                )
            )
        if self.kind == "presale" and (contracted := units._get_contracted()):
            reasons.append(self._get_contracted_reason(contracted))
        return reasons

    def _get_contracted_reason(self, units):
        """Return why the areas of homes under contract stay as they are."""
        return self.env._(
            "%s: under contract. No pre-sale area changes after that but by an"
            " amendment of the contract.",
            self._get_names(units),
        )

    def _get_names(self, units):
        """Return the first names of homes for a message."""
        names = ", ".join(units[:SHOWN].mapped("display_name"))
        return f"{names}, …" if len(units) > SHOWN else names

    def _get_approval_summary(self):
        # EXTENDS 'sales_rules': what the deputy decides on
        names = {
            "count": self.line_count,
            "gross": formatLang(self.env, self.gross_total, digits=2),
            "inner": formatLang(self.env, self.inner_total, digits=2),
            "changed": len(self.difference_ids),
        }
        if not self.previous_id:
            return self.env._(
                "%(count)s homes, gross %(gross)s m², inner %(inner)s m².", **names
            )
        return self.env._(
            "%(count)s homes, gross %(gross)s m², inner %(inner)s m²; differs from the"
            " version before: %(changed)s.",
            **names,
        )

    def _is_approval_frozen(self):
        # EXTENDS 'sales_rules': a draft only is free
        return self.state != "draft"

    def _raise_frozen(self):
        # EXTENDS 'sales_rules': names the signers and the way out
        area_list = self[0].sudo()  # sudo: names of colleagues
        signers = area_list.investment_signer_id | area_list.marketing_signer_id
        names = {
            "list": area_list.display_name,
            "signers": ", ".join(signers.mapped("name")),
            "number": area_list.filing_number or "",
        }
        if area_list.state in ("filed", "superseded"):
            raise UserError(
                self.env._(
                    "%(list)s is filed under %(number)s and fixed. Areas are corrected"
                    " by a new version.",
                    **names,
                )
            )
        raise UserError(
            self.env._(
                "%(list)s is signed by %(signers)s and fixed. Withdraw it first, which"
                " voids the signatures.",
                **names,
            )
        )
