from odoo import api, models, tools
from odoo.tools import float_compare
from odoo.tools.misc import formatLang

from odoo.addons.sales_rules.tools.subject import EXPENSE, Subject


class SalesSubject(models.AbstractModel):
    """The subjects of decisions (R1.1), as the models of the registry declare them.

    A new document declares its subject on its class (`tools/subject.py`) and is found
    here; no list has to be extended.
    """

    _name = "sales.subject"
    _description = "Subjects of Approval"

    @api.model
    def _get(self, key):
        """Return the subject with a key, also of an addon that is gone."""
        return self._get_all().get(key) or Subject(key or "none", key or "")

    @api.model
    @tools.ormcache()
    def _get_all(self):
        """Return all subjects by key, in the order of lists.

        :raise ValueError: when two models declare one key differently
        """
        subjects = {}
        for subject in [*self._get_further(), *self._get_declared()]:
            known = subjects.setdefault(subject.key, subject)
            if known != subject:
                raise ValueError(
                    f"Subject declared in two ways: {known!r} and {subject!r}"
                )
        ordered = sorted(subjects.values(), key=lambda s: (s.sequence, s.key))
        return {subject.key: subject for subject in ordered}

    @api.model
    def _get_declared(self):
        """Return the subjects that models ask, with repetitions."""
        declared = []
        for model_class in self.env.registry.values():
            declared.append(getattr(model_class, "_approval_subject", None))
            # an addon adds to the subjects of a model and takes none away
            for base in model_class.__mro__:
                declared += vars(base).get("_approval_subjects", ())
        return list(filter(None, declared))

    @api.model
    def _get_further(self):
        """Return subjects that authorities may be entered for, asked or not.

        To be extended by addons that know of a subject before a document asks it.
        """
        return [EXPENSE]

    @api.model
    def _get_asked(self, company):
        """Return the keys of what is asked in a company.

        An addon takes its subjects away where there is nothing to ask about, by
        `setting` or by extending this: nobody is told there that an authority is
        missing.

        :rtype: set[str]
        """
        company_sudo = company.sudo()  # flags
        return {
            subject.key
            for subject in self._get_declared()
            if not subject.setting or company_sudo[subject.setting]
        }

    @api.model
    def _get_personal(self):
        """Return the keys of what is decided in person only."""
        return [key for key, subject in self._get_all().items() if subject.personal]

    @api.model
    def _get_selection(self):
        """Return (key, label) of all subjects, as a selection field shows them."""
        return [
            (key, subject.get_label(self.env))
            for key, subject in self._get_all().items()
        ]

    @api.model
    def _get_days(self, key, company):
        """Return after how many days a subject is escalated, 0 for never."""
        subject = self._get(key)
        if subject.personal:
            return 0
        if subject.days is not None:
            return subject.days
        return company.sudo().approval_escalation_days  # one setting

    @api.model
    def _get_not_asked_text(self, key, users):
        """Return who decides, to somebody who does not.

        :param users: who is asked, in sudo; may be empty
        """
        subject = self._get(key)
        names = ", ".join(users.mapped("name"))
        if subject.fixed:
            return self.env._(
                "decided by the %(role)s alone. It waits for %(users)s.",
                # sudo: the name of a role
                role=self.env.ref(subject.decider).sudo().name,
                users=names or "-",
            )
        if names:
            return self.env._("you are not asked. It waits for %s.", names)
        return self.env._("no authority covers it.")

    @api.model
    def _format_amount(self, key, amount, company):
        """Return `amount` as people read it, in the unit of a subject."""
        unit = self._get(key).unit
        if unit == "none":
            return ""
        if unit == "days":
            if amount == 1:
                return self.env._("1 day")
            return self.env._("%s days", formatLang(self.env, amount, digits=0))
        if unit == "percent":
            return self.env._("%s %%", formatLang(self.env, amount, digits=2))
        # sudo: the currency of a company that need not be one's own
        currency_sudo = company.sudo().currency_id
        return formatLang(self.env, amount, currency_obj=currency_sudo)

    @api.model
    def _compare(self, key, company, amount, limit):
        """Compare two amounts in the unit of a subject: -1, 0 or 1."""
        if self._get(key).unit == "money":
            return company.currency_id.compare_amounts(amount, limit)
        return float_compare(amount, limit, precision_digits=2)
