"""Quantities of first cycles, of the balance, and of voltage under load."""

ROWS = r"""
{e}.component_first_cycle_efficiency | component initial coulombic efficiencies | \eta_{1,i} | % | 0 120 | component | first discharge over first charge; 100 % for an inactive component
{e}.first_cycle_efficiency | initial coulombic efficiency (ICE) | \eta_1 | % | 1 120 | | share of the electrode's first charge that is reversible
{e}.first_cycle_capacity | first-charge capacity | q_1 | mAh/g | 1 6000 | | charge of the first cycle, before its irreversible loss
{e}.component_theoretical_capacity | component theoretical capacities | q_{th,i} | mAh/g | 0 6000 | component | of all the ions that each could host; 0 for an inactive component
{e}.theoretical_specific_capacity | theoretical specific capacity | q_{th} | mAh/g | 1 6000 | | of all the ions that the active materials could host
operation.loaded_voltage | average voltage under load | U_l | V | -10 6 | | of the discharge; less the IR drop where the average is at equilibrium
operation.voltage_state | state of the average voltage | s_U | 1 | | discharge/equilibrium | whether the average voltage already includes the IR drop at the rate
operation.hysteresis_voltage | voltage hysteresis | \Delta U_h | mV | -1000 3000 | | average open-circuit voltage of the charge less that of the discharge | | capacity
operation.charge_voltage | average charge voltage | U_c | V | 0 10 | | through the resistance at the operating rate, and the hysteresis | | capacity | | | IR, hysteresis
operation.charge_energy | charge energy | E_c | Wh | 1e-9 1e7 | | of the charge that the discharge gives back
operation.energy_efficiency | round-trip energy efficiency | \eta_E | % | 0 100 | | discharge over charge energy at equal charge: IR drop and hysteresis | | capacity | | | IR, hysteresis
operation.energy_loss_per_cycle | round-trip energy loss per cycle | H_{cyc} | kJ | 0 1e8 | | charge energy that the discharge does not give back | | life | | | IR, hysteresis
operation.cathode_utilisation | cathode utilisation | a_n | % | 0 100 | | of the cathode's capacity, what the anode can accept
operation.lost_capacity | capacity lost to anode limitation | Q_x | Ah | 0 1e6 | | cathode capacity beyond what the anode can accept
operation.limit_by_curves | limiting electrode by the half-cell curves | l_c | 1 | | cathode/anode | the electrode that ends the discharge, or an anode that is full before the cathode is charged
operation.limiting_electrode | limiting electrode | l_e | 1 | | cathode/anode | the one whose capacity ends charge or discharge | | capacity
{e}.component_first_cycle_conversion | conversion in the first cycles of the components | k_i | % | 0 100 | component | share of the first-cycle loss that goes with the charge taken, not with the mass
{e}.first_cycle_conversion | conversion in the first cycle | k_1 | % | 0 100 | | share of the electrode's first-cycle loss that goes with the charge taken, not with its mass
operation.first_cycle_factor | capacity after the first cycle | f_1 | % | 1 100 | | what the first cycle leaves of the cathode's reversible capacity, by the efficiencies of both electrodes
{e}.curve_scale | capacity scale of the half-cell curve | s_Q | 1 | 0.5 2 | | charge of the curve over what it holds as it stands
operation.curve_scale | voltage scale of the half-cell curves | s_U | 1 | 0.5 2 | | cell voltage over what the curves give as they stand
"""  # noqa: E501
