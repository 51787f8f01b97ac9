from . import collection_control
from . import collection_transit
