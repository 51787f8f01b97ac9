from . import test_signing_deadlines
