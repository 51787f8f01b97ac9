from odoo import api, models
from odoo.tools import SQL

# digits of a number; longer ones are not cut
DIGITS = 5


class SalesRegisterMixin(models.AbstractModel):
    """Numbers without gaps, per company, kind and year.

    A model has a protected Char field for the number (`_register_field`) with a unique
    index on (company_id, number), says in `_register_code` and `_register_prefix` what
    its register is called and what its numbers begin with, and takes numbers in the
    transaction that uses them: one statement for any count. A transaction at the same
    moment gets a serialization failure, is retried and continues where the other ended.

    Example, one document or many::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.register.mixin"]
            _register_code = "sales.thing"
            _register_prefix = "T"

        things._take_register_numbers()

    and for what is written by SQL::

        prefix, first = things._take_numbers(company, count)
        SQL("UPDATE thing SET number = %s", things._sql_register_number(
            prefix, SQL("%s + row_number() OVER (ORDER BY id) - 1", first)))
    """

    _name = "sales.register.mixin"
    _description = "Numbered without Gaps"

    _register_field = "number"
    # the kind of document, unique over all addons; the model's name by default
    _register_code = None
    # what the numbers begin with, before the year
    _register_prefix = None

    def _get_register(self):
        """Return the code and the prefix of the register of these documents.

        To be overridden by models with a register for each of several kinds.
        """
        return self._register_code or self._name, self._register_prefix

    @api.model
    def _take_numbers(self, company, count, date=None):
        """Reserve `count` numbers that follow each other.

        :param company: whose register
        :param int count: how many, at least one
        :param date: whose year counts; today of the company by default
        :return: tuple of the prefix with the year, and the first number
        :rtype: tuple[str, int]
        """
        code, prefix = self._get_register()
        year = (date or company._get_today()).year
        [(prefix, last)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO sales_register
                            (company_id, code, year, prefix, last_number, res_model)
                VALUES (%s, %s, %s, %s, %s, %s)
                ON CONFLICT (company_id, code, year) DO UPDATE
                   SET last_number = sales_register.last_number + EXCLUDED.last_number
                RETURNING prefix, last_number
                """,
                company.id,
                code,
                year,
                f"{prefix}/{year}/",
                count,
                self._name,
            )
        )
        self.env["sales.register"].invalidate_model(["last_number"])
        return prefix, last - count + 1

    @api.model
    def _format_number(self, prefix, number):
        """Return a number as it is printed on the document."""
        return f"{prefix}{number:0{DIGITS}d}"

    @api.model
    def _sql_register_number(self, prefix, number):
        """Return the SQL of a number as it is printed.

        :param str prefix: as `_take_numbers` gives it
        :param SQL number: an expression that yields the number
        """
        text = SQL("(%s)::text", number)
        return SQL(
            "%s || lpad(%s, greatest(%s, length(%s)), '0')", prefix, text, DIGITS, text
        )

    def _take_register_numbers(self, date=None):
        """Number documents of one kind that have no number yet, in their order."""
        unnumbered = self.filtered(lambda record: not record[self._register_field])
        for company, records in unnumbered.grouped("company_id").items():
            given, first = records._take_numbers(company, len(records), date)
            for number, record in enumerate(records, first):
                record._write_protected(
                    {self._register_field: self._format_number(given, number)}
                )
