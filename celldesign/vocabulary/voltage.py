"""Quantities of first cycles and of voltage under load."""

ROWS = r"""
{e}.component_first_cycle_efficiency | first-cycle efficiencies of the components | \eta_{1,i} | % | 0 120 | component | share of the first charge that comes back; 0 for an inactive part
{e}.first_cycle_efficiency | first-cycle efficiency | \eta_1 | % | 1 120 | | share of the electrode's first charge that comes back
{e}.first_cycle_capacity | first-cycle capacity | q_1 | mAh/g | 1 6000 | | charge of the first cycle, before its loss
operation.loaded_voltage | voltage under load | U_l | V | -10 6 | | average voltage less the ohmic drop; only of use where the average is at open circuit
"""  # noqa: E501
