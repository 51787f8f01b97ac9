from . import collection_custody_reason
