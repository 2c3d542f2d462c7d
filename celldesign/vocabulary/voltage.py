"""Quantities of first cycles, of the balance, and of voltage under load."""

ROWS = r"""
{e}.component_first_cycle_efficiency | first-cycle efficiencies of the components | \eta_{1,i} | % | 0 120 | component | share of the first charge that comes back; 0 for an inactive part
{e}.first_cycle_efficiency | first-cycle efficiency | \eta_1 | % | 1 120 | | share of the electrode's first charge that comes back
{e}.first_cycle_capacity | first-cycle capacity | q_1 | mAh/g | 1 6000 | | charge of the first cycle, before its loss
{e}.component_theoretical_capacity | theoretical capacities of the components | q_{th,i} | mAh/g | 0 6000 | component | of all the ions that each could hold; 0 for an inactive part
{e}.theoretical_specific_capacity | theoretical capacity | q_{th} | mAh/g | 1 6000 | | of all the ions that the active materials could hold
operation.loaded_voltage | voltage under load | U_l | V | -10 6 | | average of the discharge; less the ohmic drop where the average is at equilibrium
operation.voltage_state | state of the average voltage | | 1 | | discharge/equilibrium | whether the ohmic drop at the rate is in the average voltage
operation.hysteresis_voltage | hysteresis | \Delta U_h | mV | -1000 3000 | | average voltage at rest of the charge less that of the discharge
operation.charge_voltage | average charge voltage | U_c | V | 0 10 | | through the resistance at the operating rate, and the hysteresis
operation.charge_energy | energy of the charge | E_c | Wh | 1e-9 1e7 | | of as much charge as the discharge gives
operation.energy_efficiency | energy efficiency | \eta_E | % | 0 100 | | discharge over charge at equal charge: ohmic loss and hysteresis
operation.energy_loss_per_cycle | heat of a cycle | H_{cyc} | kJ | 0 1e8 | | energy of the charge that the discharge does not give back
operation.cathode_utilisation | accepted share | a_n | % | 0 100 | | of the cathode's charge, what the anode has room for
operation.lost_capacity | capacity without room | Q_x | Ah | 0 1e6 | | charge of the cathode beyond what the anode has room for
operation.limit_by_curves | limit by the curves | | 1 | | cathode/anode | the electrode that ends the discharge, or an anode that is full before the cathode is charged
operation.limiting_electrode | limiting electrode | | 1 | | cathode/anode | the one that ends charge or discharge by its capacity
"""  # noqa: E501
