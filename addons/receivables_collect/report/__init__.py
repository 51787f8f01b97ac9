from . import collection_road
