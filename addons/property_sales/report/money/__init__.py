from . import collection_desk
