"""Studies of one design or of a hundred million; each function takes a design or its file.

>>> from celldesign.study import whatif
>>> frame = whatif("examples/pouch_1Ah.toml", {"anode.thickness": "20,40um"}, columns=["capacity"])
>>> list(frame.columns)
['anode.thickness [um]', 'capacity [Ah]', 'feasible']
"""

from celldesign.study.pareto import pareto
from celldesign.study.problem import Solution
from celldesign.study.sensitivity import sensitivity
from celldesign.study.solve import solve
from celldesign.study.uncertainty import Uncertainty, uncertainty
from celldesign.study.whatif import whatif

__all__ = ["Solution", "Uncertainty", "pareto", "sensitivity", "solve", "uncertainty", "whatif"]
