"""The ledger: each quantitative statement of the paper as a small function over the tables, and its verdict.

`CLAIMS` joins the functions of all chapters, in the order of the paper. A claim of the ledger without one has no figure
at hand. To add a claim: an entry in data/claims.toml, and here a function in the module of its chapter.
"""

from . import arms_1942, conclusions, preparations, test_of_war, uses_1942
from .finding import Functions

CLAIMS: Functions = arms_1942.CLAIMS | uses_1942.CLAIMS | preparations.CLAIMS | test_of_war.CLAIMS | conclusions.CLAIMS
