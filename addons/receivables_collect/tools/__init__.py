from . import roles
