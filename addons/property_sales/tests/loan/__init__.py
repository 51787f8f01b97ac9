from . import test_mortgage
