from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class SalesApproval(models.Model):
    """Asking for approvals, and superseding them."""

    _inherit = "sales.approval"

    @api.model
    def _ask(self, requests):
        """Ask for decisions: one row per request, all in one go.

        Earlier requests for the same document and subject are superseded. A row
        that no authority covers waits without candidates; requester and rules
        administrators are told which authority is missing.

        :param list[dict] requests: with keys `document` (record), `subject`,
            `amount` (in the subject's unit; infinite for what only an unlimited
            authority decides), `company`, `requester` (the user who is told), and
            optionally `requesters` (all who caused the request or own the document),
            `compared` (with the limit, where that is not the amount), `limit`,
            `over`, `partner`, `team`, `summary`
        :return: the approvals in the order of the requests, in sudo
        """
        # sudo: nobody but this module writes approvals
        model = self.sudo()
        now = fields.Datetime.now()  # one moment for all: rows are in its order
        levels = {}
        vals_list = []
        earlier, asked_before = model._get_earlier(requests)
        for request in requests:
            key = (request["company"], request["subject"])
            if key not in levels:
                levels[key] = self.env["sales.authority"]._get_levels(*key)
            requesters = asked_before[model._get_asked_question(request)[:2]]
            vals_list.append(
                model._prepare_ask_vals(request, requesters, levels[key], now)
            )
        pending = earlier.filtered(lambda row: row.state == "pending")
        pending._supersede(self.env._("It was asked again."))
        approvals = model._create_protected(vals_list)
        approvals._link_earlier(earlier)
        approvals._tell_missing_authority()
        return approvals

    @api.model
    def _prepare_ask_vals(self, request, requesters, levels, now):
        """Return the values of one row asked.

        :param dict request: see `_ask`
        :param requesters: users who asked something about the document before
        :param levels: of the request's company and subject
        :param datetime now: the moment of the request
        """
        document, amount = request["document"], request["amount"]
        requester = request["requester"]
        team = request.get("team") or self.env["crm.team"]
        requesters |= requester | request.get("requesters", requester)
        authority, candidates = self.env["sales.authority"]._find_candidates(
            levels, amount, requesters, team
        )
        vals = {
            "res_model": document._name,
            "res_id": document.id,
            "document_name": document.display_name,
            "subject": request["subject"],
            "company_id": request["company"].id,
            "partner_id": (request.get("partner") or self.env["res.partner"]).id,
            "team_id": team.id,
            "requester_id": requester.id,
            "requester_ids": [fields.Command.set(requesters.ids)],
            "summary": request.get("summary"),
        }
        vals |= self._prepare_figure_vals(request)
        return vals | self._prepare_asked_vals(
            request["company"], request["subject"], authority, candidates, now
        )

    @api.model
    def _prepare_figure_vals(self, request):
        """Return the figures of one row asked; a decision by role alone has none."""
        if not self.env["sales.subject"]._get(request["subject"]).has_amount:
            return {}
        amount = request["amount"]
        unlimited = amount == float("inf")
        return {
            "amount": 0.0 if unlimited else amount,
            "compared": 0.0 if unlimited else request.get("compared", amount),
            "is_unlimited": unlimited,
            "limit": request.get("limit", 0.0),
            "over": request.get("over", 0.0),
        }

    @api.model
    def _prepare_asked_vals(self, company, subject, authority, candidates, now=None):
        """Return the values that say who is asked, from now on.

        :param str subject: the key
        :param datetime now: the moment, where it was taken already
        """
        now = now or fields.Datetime.now()
        days = self.env["sales.subject"]._get_days(subject, company)
        deadline = now + timedelta(days=days) if days and candidates else False
        level, unlimited = authority._get_reach() if authority else (0.0, False)
        return {
            "state": "pending",
            "asked_at": now,
            "deadline": deadline,
            "next_check_at": deadline,
            "authority_id": authority._origin.id,  # a default decider is not stored
            "level": level,
            "level_unlimited": unlimited,
            "candidate_ids": [fields.Command.set(candidates.ids)],
        }

    @api.model
    def _get_earlier(self, requests):
        """Return what was asked before about the documents of these requests.

        :return: tuple (rows with one of these questions that no other replaced yet,
            requesters of all rows by document)
        """
        requesters = defaultdict(self.env["res.users"].browse)
        asked = {self._get_asked_question(request) for request in requests}
        ids_by_model = {}
        for res_model, res_id, _subject in asked:
            ids_by_model.setdefault(res_model, set()).add(res_id)
        if not ids_by_model:
            return self, requesters
        rows = self.search(
            Domain.OR(
                Domain("res_model", "=", model) & Domain("res_id", "in", ids)
                for model, ids in ids_by_model.items()
            )
        )
        # what this transaction decided: the next row is inserted at once
        rows.flush_recordset(["state"])
        # once a requester, always one: whoever has it asked again
        for row in rows:
            requesters[row._get_question()[:2]] |= row.requester_ids
        earlier = rows.filtered(
            lambda row: (
                row.state in ("pending", "superseded")
                and not row.superseded_by_id
                and row._get_question() in asked
            )
        )
        return earlier, requesters

    @api.model
    def _get_asked_question(self, request):
        """Return the key of the decision that a request asks, see `_ask`."""
        document = request["document"]
        return (document._name, document.id, request["subject"])

    def _get_question(self):
        """Return the key of the decision asked, without its figures."""
        self.ensure_one()
        return (self.res_model, self.res_id, self.subject)

    def _link_earlier(self, earlier):
        """Name on `earlier` rows the one of these that replaced them."""
        if not earlier:
            return
        by_question = {approval._get_question(): approval for approval in self}
        for row in earlier:
            successor = by_question[row._get_question()]
            row._write_protected({"superseded_by_id": successor.id})

    def _supersede(self, note):
        """End rows because their document or its figures changed.

        An approval given stays on record in `decision`.

        :param str note: why, for the history
        """
        self.filtered(lambda row: row.state in ("pending", "approved"))._end(
            "superseded", note
        )

    def _cancel(self, note):
        """End waiting rows because there is nothing to decide any more.

        :param str note: why, for the history
        """
        self.filtered(lambda row: row.state == "pending")._end("cancelled", note)

    def _end(self, state, note):
        """Move rows to `state` without a decision."""
        if not self:
            return
        # sudo: nobody but this module writes approvals
        self.sudo()._move(state, note=note)
        # the next row for the same question is inserted at once
        self.flush_recordset(["state"])
        self.env["sales.approval.notice"]._wake_activities()

    def _replace(self, vals_by_row, note):
        """Supersede waiting rows by new ones, with the figures of the old.

        Users asked so far may still read them.

        :param dict vals_by_row: what is different on each new row
        :param str note: why, for the history
        :return: the new rows in order
        """
        self._supersede(note)
        successors = self._create_protected(
            [row._prepare_successor_vals() | vals_by_row[row] for row in self]
        )
        for row, successor in zip(self, successors, strict=True):
            row._write_protected({"superseded_by_id": successor.id})
        successors._tell_missing_authority()
        return successors

    def _prepare_successor_vals(self):
        """Return the values of a row that takes this one's place."""
        self.ensure_one()
        names = (
            "res_model",
            "res_id",
            "document_name",
            "subject",
            "amount",
            "compared",
            "is_unlimited",
            "limit",
            "over",
            "summary",
        )
        vals = {name: self[name] for name in names}
        for name in ("company_id", "partner_id", "team_id", "requester_id"):
            vals[name] = self[name].id
        readers = (self.reader_ids | self.candidate_ids).ids
        return vals | {
            "reader_ids": [fields.Command.set(readers)],
            "requester_ids": [fields.Command.set(self.requester_ids.ids)],
        }

    def _add_requesters(self, users):
        """Let `users` be requesters of these waiting rows too, and no approvers.

        A row that nobody is left to decide on is asked anew by the job of deadlines.
        """
        for row in self:
            new = users - row.requester_ids
            if not new:
                continue
            left = row.candidate_ids - new
            vals = {"requester_ids": [fields.Command.link(user.id) for user in new]}
            if left != row.candidate_ids:
                readers = row.candidate_ids & new
                vals |= {
                    "candidate_ids": [fields.Command.set(left.ids)],
                    "reader_ids": [fields.Command.link(user.id) for user in readers],
                }
            row._write_protected(vals)
            if not left:
                self.env["sales.approval.notice"]._wake_deadlines()
