# The topics, from the ground up: a file imports from topics above its own only, and a
# method goes on (`super()`) to them only; `tests/test_layers.py` proves it.
#
# base      what every document stands on: protected fields, states, lines, numbers
# approval  who decides what: authorities, substitutes, requests and the inbox
# credit    tiers, limits and what is owed: the figures of a customer
# hold      orders that break the rules: examined, held, released, increased
# grading   the monthly assessment and changes of a customer's tier
# customer  prospects, and new customers who need approval
# office    the checklist of what is left to set up
from . import base
from . import approval
from . import credit
from . import hold
from . import grading
from . import customer
from . import office
