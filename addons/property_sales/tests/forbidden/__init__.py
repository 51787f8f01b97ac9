from . import test_forbidden
