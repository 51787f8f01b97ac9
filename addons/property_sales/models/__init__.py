# The topics, from the ground up; see `sales_rules/models/__init__.py`.
#
# base         settings of the company, and what every document of homes stands on
# deadline     days by which something is to be done about homes, and who is told
# project      developments, their buildings and homes, and the permits to sell them
# plan         the marketing plan that the general manager decides on
# area         area lists: two signatures, the deputy, filing
# price        price lists, promotions and the discounts that multiply
# release      what is put on sale: opening, batches, blocks
# staff        training, without which nobody reserves or signs
# reservation  holds, reservations and waiting lists of homes
# reception    customers who come, by channel, and whose they are
# money        money for homes: taken, posted, banked, returned, and its closed day
# contract     what is agreed over a home
# signing      disclosures, review, signature and bureau, and the papers of a contract
# buyer        who buys a home, in which shares, and who signs for them
# instalment   what contracts owe: claims, and the ways on which they are paid
# loan         loans of banks and of the housing fund, to their payout
# settlement   the surveyed area of what is sold, and the right to leave for it
# handover     keys, papers and the one invoice, and how long parts are repaired
# title        the buyer's title, deposits that wait for it, and the archive
# service      what owners report after it, by whom it is repaired, and who bears it
# late_fee     what buyers owe for being late, and the developer for a late handover
# amendment    changes of signed contracts: shown, asked, applied once
# rescission   the end of a contract by whose fault, its money and its filing
# change       another price, plan, day, home, and money booked to a wrong contract
# design       changes of the design: told, answered or passed over in silence
# buyer_change  other buyers of a signed contract, and whose debts they take over
# fee          what is collected for others beside the price, and paid on
# takeover     contracts that ran before, with their opening entries
# waiver       late fees that are given up
# month        the closed month of the ledger, and its report to the general manager
# tax          fapiao, prepaid tax, and the land that output tax is relieved of
# appointment  slots at which homes are handed over, and who has which
# portal       the buyer's own page: papers, payments, the appointment, requests
# progress     stages of buildings, certified once for all that waits for them
# demand       buyers who are asked to pay, and the right to leave for their delay
from . import base
from . import deadline
from . import project
from . import plan
from . import area
from . import price
from . import release
from . import staff
from . import reservation
from . import reception
from . import money
from . import contract
from . import signing
from . import buyer
from . import instalment
from . import loan
from . import settlement
from . import handover
from . import title
from . import service
from . import late_fee
from . import amendment
from . import rescission
from . import change
from . import design
from . import buyer_change
from . import fee
from . import takeover
from . import waiver
from . import month
from . import tax
from . import appointment
from . import portal
from . import progress
from . import demand
