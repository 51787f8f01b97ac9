from . import property_handover_report
from . import property_handed_papers
