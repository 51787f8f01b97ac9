from . import price
from . import money
from . import contract
from . import settlement
from . import handover
from . import month
from . import service
