"""Quantities of the stack, its casing, the cell as a whole, and its operation."""

ROWS = r"""
stack.faces | electrode pairs | N_f | 1 | 1 20002 | count | facing cathode-anode pairs, each of one cathode side and one anode side
stack.outer_electrodes | outer electrodes | o_e | 1 | | double/single | whether the two outermost sheets are coated on both sides
stack.mass | stack mass | m_s | g | 1e-6 1e7 | | coatings, current collectors, foils and separators; no casing, tabs or liquid | | mass
stack.wet_mass | wetted stack mass | m_w | g | 1e-6 1e7 | | stack with the electrolyte in its pores
stack.thickness | stack thickness | T_s | mm | 1e-4 1000 | | as assembled | | mass
stack.thickness_charged | stack thickness, charged | T_{s,c} | mm | 1e-4 1000 | | with the lithium of a full charge plated, or a composite anode swollen
stack.volume | stack volume | V_s | cm^3 | 1e-9 1e7 | | thickness times one cathode side
stack.envelope_volume | stack envelope volume | V_e | cm^3 | 1e-9 1e7 | | thickness times the largest sheet
stack.layer_volume | volume of the layers | V_{l} | cm^3 | 1e-9 1e7 | | of all electrodes and separators, with their pores
stack.pore_volume | stack pore volume | V_p | cm^3 | 0 1e6 | | of electrodes and separators
stack.specific_energy | stack specific energy | e_{m,s} | Wh/kg | 0 5000 | | energy over stack mass | | mass | +1 | page, study
stack.energy_density | stack energy density | e_{V,s} | Wh/L | 0 10000 | | energy over stack volume | | mass | +1 | study
casing.thickness | casing thickness | L_l | um | 1 5000 | | of one laminate sheet, or of a can wall | last
casing.density | casing density | \rho_l | g/cm^3 | 0.2 25 | | of the laminate or the can's metal | never
casing.seal_margin | seal width | s | mm | 0 200 | | rim beyond the largest sheet, on each side | last
casing.internal_thickness | internal thickness | T_i | mm | 0.01 1000 | | depth inside the case, available to the stack | last
casing.fill_factor | fill factor | f_T | % | 0 1000 | | stack thickness over the internal thickness of the case
casing.mass | casing mass | m_l | g | 0 1e6 | | both laminate sheets, or can and lids
cell.target_capacity | target capacity | Q^* | Ah | 1e-6 1e5 | | nominal; only sets the number of cathode sheets | aim
cell.rounding | rounding of the sheet count | r_N | 1 | | nearest/up/down | how the target capacity becomes a whole number of sheets
cell.outer_width | outer width | B | mm | 1 5000 | | of the cell, sealed rim included | last | design
cell.outer_height | outer height | H | mm | 1 5000 | | of the cell, sealed rim included, tabs excluded | last | design
cell.thickness | cell thickness | T | mm | 0.01 1000 | | stack and casing | last | mass | | sheet
cell.thickness_charged | cell thickness, charged | T_c | mm | 0.01 1000 | | with the lithium of a full charge plated, or a composite anode swollen
cell.tab_protrusion | tab protrusion | h_p | mm | 0 500 | | length of the tabs outside the seal
cell.tabs_in_volume | tabs included in cell volume | b_{tab} | 1 | | no/yes | whether the cell's volume reaches to the end of the tabs
cell.extra_mass | other mass | m_x | g | 0 1e5 | | tapes, terminals and whatever else is not listed
cell.mass | cell mass | m | g | 1e-6 1e7 | | stack, casing, tabs and liquid electrolyte | | mass | | sheet
cell.volume | cell volume | V | cm^3 | 1e-6 1e7 | | outer envelope | | mass
cell.specific_energy | cell specific energy | e_m | Wh/kg | 0 5000 | | energy over cell mass | | mass | +1 | page, study
cell.energy_density | cell energy density | e_V | Wh/L | 0 10000 | | energy over cell volume | | mass | +1 | page
nominal_capacity | nominal capacity | Q_n | Ah | 1e-9 1e6 | | at the nominal specific capacity; defines 1C | | capacity
capacity | capacity | Q | Ah | 1e-9 1e6 | | discharged within the voltage window at the operating rate | | capacity | | page, study, sheet
energy | energy | E | Wh | 1e-9 1e7 | | of that discharge | | capacity
np_ratio | N/P ratio | n/p | 1 | 0.01 1000 | | ratio of facing areal capacities, nominal, as assembled | | capacity | | study
np_ratio_operating | N/P ratio in operation | n/p_{op} | 1 | 0.01 1000 | | with the cathode's capacity in the operating window | | capacity
operation.specific_capacity | specific capacity in operation | q_{op} | mAh/g | 1 5000 | | of the cathode's active material | last
operation.capacity_factor | capacity factor | f_Q | % | 1 150 | | nominal capacity that remains after first-cycle losses
operation.average_voltage | average voltage | U | V | 0.1 6 | | of the discharge | last | capacity
operation.lower_voltage | lower cut-off voltage | U_- | V | 0 6 | | of the operating window | last
operation.upper_voltage | upper cut-off voltage | U_+ | V | 0.1 6 | | of the operating window | last
operation.rate | C-rate | r | C-rate | 1e-5 1000 | | current over the nominal capacity | | capacity
operation.temperature | temperature | T | degC | -100 300 | | of the cell in operation | | capacity
operation.current | current | I | A | 0 1e6 | | at the operating rate
operation.current_density | current density | i | mA/cm^2 | 0 1e5 | | per area of electrode pairs
operation.voltage_drop | IR (ohmic) drop | \Delta U | mV | 0 1e5 | | current times ohmic resistance | | life
operation.heat | heat generation rate | P | mW | 0 1e10 | | current times mean overpotential | | life
operation.limiting_rate | diffusion-limited C-rate | r_{lim} | C-rate | 0 1e6 | | above which the salt has no steady state | | life | +1 | | diffusion-limited
"""  # noqa: E501
