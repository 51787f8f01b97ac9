from . import test_receivables_collect_skeleton
