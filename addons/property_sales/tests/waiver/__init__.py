from . import test_waiver
