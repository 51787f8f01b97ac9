from . import collection_ledger
from . import collection_journal_change
from . import collection_journal_report
from . import collection_cash_forecast_report
from . import collection_ageing_report
from . import collection_performance_report
from . import collection_statement
