"""Quantities of the stack, its casing, the cell as a whole, and its operation."""

ROWS = r"""
cell.target_capacity | target capacity | Q^* | Ah | 1e-6 1e5 | | nominal; only sets the number of cathode sheets
cell.rounding | rounding of the sheet count | | 1 | | nearest/up/down | how the target capacity becomes a whole number of sheets
cell.outer_width | outer width | B | mm | 1 5000 | | of the cell with its sealed rim
cell.outer_height | outer height | H | mm | 1 5000 | | of the cell with its sealed rim, without tabs
cell.thickness | cell thickness | T | mm | 0.01 1000 | | stack and casing
cell.thickness_charged | cell thickness, charged | T_c | mm | 0.01 1000 | | with the lithium of a full charge plated, or a composite anode swollen
cell.tab_protrusion | tab protrusion | h_p | mm | 0 500 | | length of the tabs outside the seal
cell.tabs_in_volume | tabs count in the volume | | 1 | | no/yes | whether the cell's volume reaches to the end of the tabs
cell.extra_mass | extra mass | m_x | g | 0 1e5 | | tapes, terminals and what else is not listed
cell.mass | cell mass | m | g | 1e-6 1e7 | | stack, casing, tabs and liquid
cell.volume | cell volume | V | cm^3 | 1e-6 1e7 | | outer envelope
cell.specific_energy | cell specific energy | e_m | Wh/kg | 0 5000 | | energy over cell mass
cell.energy_density | cell energy density | e_V | Wh/L | 0 10000 | | energy over cell volume
casing.thickness | casing thickness | L_l | um | 1 5000 | | of one laminate sheet, or of a can's wall
casing.density | casing density | \rho_l | g/cm^3 | 0.2 25 | | of the laminate or the can's metal
casing.seal_margin | seal margin | s | mm | 0 200 | | rim beyond the largest sheet, on each side
casing.internal_thickness | room for the stack | T_i | mm | 0.01 1000 | | depth of the case that the stack must fit
casing.fill_factor | fill of the case | f_T | % | 0 1000 | | stack thickness over the room for it
casing.mass | casing mass | m_l | g | 0 1e6 | | both laminate sheets, or can and lids
stack.faces | faces | N_f | 1 | 1 20002 | count | pairs of a cathode face and an anode face
stack.outer_electrodes | outer electrodes | | 1 | | double/single | whether the two outermost sheets are coated on both sides
stack.mass | stack mass | m_s | g | 1e-6 1e7 | | coatings, collectors, foils and membranes; no casing, tabs or liquid
stack.wet_mass | wet stack mass | m_w | g | 1e-6 1e7 | | stack with what fills its pores
stack.thickness | stack thickness | T_s | mm | 1e-4 1000 | | as assembled
stack.thickness_charged | stack thickness, charged | T_{s,c} | mm | 1e-4 1000 | | with the lithium of a full charge plated, or a composite anode swollen
stack.volume | stack volume | V_s | cm^3 | 1e-9 1e7 | | thickness times one cathode face
stack.envelope_volume | stack envelope | V_e | cm^3 | 1e-9 1e7 | | thickness times the largest sheet
stack.layer_volume | volume of the layers | V_{l} | cm^3 | 1e-9 1e7 | | of all electrodes and separators, with their pores
stack.pore_volume | pore volume | V_p | cm^3 | 0 1e6 | | of electrodes and membranes
stack.specific_energy | stack specific energy | e_{m,s} | Wh/kg | 0 5000 | | energy over stack mass
stack.energy_density | stack energy density | e_{V,s} | Wh/L | 0 10000 | | energy over stack volume
nominal_capacity | nominal capacity | Q_n | Ah | 1e-9 1e6 | | at the nominal specific capacity; defines 1C
capacity | capacity | Q | Ah | 1e-9 1e6 | | of the discharge in the window and at the rate of operation
energy | energy | E | Wh | 1e-9 1e7 | | of that discharge
np_ratio | N/P ratio | n/p | 1 | 0.01 1000 | | facing areal capacities, nominal, as assembled
np_ratio_operating | N/P ratio in operation | n/p_{op} | 1 | 0.01 1000 | | with the cathode's capacity in the operating window
operation.specific_capacity | specific capacity in operation | q_{op} | mAh/g | 1 5000 | | of the cathode's active material
operation.capacity_factor | capacity factor | f_Q | % | 1 150 | | what first-cycle losses leave of the nominal capacity
operation.average_voltage | average voltage | U | V | 0.1 6 | | of the discharge
operation.lower_voltage | lower cut-off | U_- | V | 0 6 | | of the operating window
operation.upper_voltage | upper cut-off | U_+ | V | 0.1 6 | | of the operating window
operation.rate | rate | r | C-rate | 1e-5 1000 | | current over the nominal capacity
operation.temperature | temperature | T | degC | -100 300 | | of the cell in operation
operation.current | current | I | A | 0 1e6 | | at the operating rate
operation.current_density | current density | i | mA/cm^2 | 0 1e5 | | per facing area
operation.voltage_drop | ohmic voltage drop | \Delta U | mV | 0 1e5 | | current times ohmic resistance
operation.heat | heat | P | mW | 0 1e10 | | current times mean overpotential
operation.limiting_rate | limiting rate | r_{lim} | C-rate | 0 1e6 | | beyond which salt has no steady state
"""  # noqa: E501
