from . import test_refiling
