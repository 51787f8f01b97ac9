from odoo.tests import tagged

from ..common import PropertyCommon
from ..common_amendment import AmendmentCommon
from ..common_appointment import AppointmentCommon
from ..common_buyer_change import BuyerChangeCommon
from ..common_contract import ContractCommon
from ..common_demand import DemandCommon
from ..common_forbidden import Forbidden
from ..common_house_money import HouseMoneyCommon
from ..common_late_fee import LateFeeCommon
from ..common_month import MonthCommon
from ..common_portal import PortalCommon
from ..common_progress import ProgressCommon
from ..common_service import ServiceCommon
from ..common_takeover import TakeoverCommon
from ..common_tax import TaxCommon
from ..common_title import TitleCommon
from .steps_accounts import Accounts
from .steps_amended_people import AmendedPeople
from .steps_amendments import Amendments
from .steps_appointment import Appointments
from .steps_before_sale import BeforeSale
from .steps_claims import Claims
from .steps_contract_money import ContractMoney
from .steps_contract_secrets import ContractSecrets
from .steps_contracts import Contracts
from .steps_days import Days
from .steps_demands import Demands
from .steps_fees import Fees
from .steps_late_fee import LateFees
from .steps_money import Money
from .steps_months import Months
from .steps_papers import Papers
from .steps_permits import Permits
from .steps_portal import Portal
from .steps_progress import Progresses
from .steps_sale import Sale
from .steps_secrets import Secrets
from .steps_service import Service
from .steps_settlement import Settlement
from .steps_staff import Staff
from .steps_takeover import Takeovers
from .steps_tax import Taxes
from .steps_title import Titles


@tagged("post_install", "-at_install")
class TestForbiddenBeforeSale(BeforeSale, Permits, Papers, Forbidden, PropertyCommon):
    """Steps refused before a home is on sale (R2.4, R2.5, R2.7)."""


@tagged("post_install", "-at_install")
class TestForbiddenSale(
    Sale, Staff, Secrets, Money, Accounts, Days, Forbidden, HouseMoneyCommon
):
    """Steps refused of homes on sale, and of their money (R2.7, R2.8, R2.10)."""


@tagged("post_install", "-at_install")
class TestForbiddenContracts(
    Contracts,
    ContractSecrets,
    Claims,
    ContractMoney,
    Settlement,
    Fees,
    Forbidden,
    ContractCommon,
):
    """Steps refused of contracts, and of what they owe (R2.7, R2.10, R2.12)."""


@tagged("post_install", "-at_install")
class TestForbiddenAmendments(Amendments, Forbidden, AmendmentCommon):
    """Steps refused of amendments and ended contracts (R2.7, R2.9, R2.10)."""


@tagged("post_install", "-at_install")
class TestForbiddenService(Service, Forbidden, ServiceCommon):
    """Steps refused after the handover (R2.7, R2.12)."""


@tagged("post_install", "-at_install")
class TestForbiddenTakeover(Takeovers, Forbidden, TakeoverCommon):
    """Steps refused of contracts that are taken over (R2.7, R2.8, R2.12)."""


@tagged("post_install", "-at_install")
class TestForbiddenLateFees(LateFees, Forbidden, LateFeeCommon):
    """Steps refused of late fees and penalties (R2.10, R2.11)."""


@tagged("post_install", "-at_install")
class TestForbiddenAmendedPeople(AmendedPeople, Forbidden, BuyerChangeCommon):
    """Steps refused of changes of the design and of buyers (R2.7, R2.12)."""


@tagged("post_install", "-at_install")
class TestForbiddenTitles(Titles, Forbidden, TitleCommon):
    """Steps refused of titles, deposits and the archive (R2.7, R2.9, R2.11)."""


@tagged("post_install", "-at_install")
class TestForbiddenMonths(Months, Forbidden, MonthCommon):
    """Steps refused of the months of the ledger (R2.8, R2.12)."""


@tagged("post_install", "-at_install")
class TestForbiddenTaxes(Taxes, Forbidden, TaxCommon):
    """Steps refused of fapiao and prepaid tax (R2.8, R2.12)."""


@tagged("post_install", "-at_install")
class TestForbiddenAppointments(Appointments, Forbidden, AppointmentCommon):
    """Steps refused of appointments, inspections and photos (R2.7, R2.11)."""


@tagged("post_install", "-at_install")
class TestForbiddenPortal(Portal, Forbidden, PortalCommon, AmendmentCommon):
    """Steps refused of buyers in the portal, and of what they pay (R2.7, R2.10)."""


@tagged("post_install", "-at_install")
class TestForbiddenProgress(Progresses, Forbidden, ProgressCommon):
    """Steps refused of the progress of buildings (R2.10)."""


@tagged("post_install", "-at_install")
class TestForbiddenDemands(Demands, Forbidden, DemandCommon):
    """Steps refused of demands to pay, and of the end for a delay (R2.7)."""
