"""Quantities of cases and rolls, of breathing, and of packs."""

ROWS = r"""
cell.outer_diameter | outer diameter | D | mm | 1 500 | | of a round can
casing.internal_diameter | inner diameter | D_i | mm | 0.1 500 | | of a round can, between its walls
casing.lid_thickness | lid thickness | L_b | um | 1 10000 | | of the lid, and of the bottom
casing.headspace | headspace | h_0 | mm | 0 500 | | height in the case that the electrodes leave free
casing.spacer_thickness | spacers | L_{sp} | mm | 0 50 | | spacers and pressed spring of a coin cell, together
casing.internal_volume | internal volume | V_i | cm^3 | 1e-6 1e7 | | between walls, bottom and lid of a can
casing.free_volume | free volume in the case | V_0 | cm^3 | 0 1e7 | | that layers with their pores and the liquid beyond them leave
{e}.collector.bare_width | bare width of the collector | b_0 | mm | 0 1e6 | | of the flag; or of the sheet, where a whole margin is bare
{e}.collector.bare_length | bare length of the collector | h_0 | mm | 0 1000 | | of the flag or margin beyond the coating
{e}.collector.bare_area | bare area of the collector | A_0 | cm^2 | 0 1e6 | | of one sheet: flag or margin
casing.internal_width | room in width | B_i | mm | 0.1 5000 | | between the narrow walls of a prismatic can
casing.internal_height | room in height | H_i | mm | 0.1 5000 | | between lid and bottom, less the headspace
stack.target_fill_factor | fill aimed at | f_T^* | % | 1 1000 | | share of the depth of the case that the stack is to take
stack.count | stacks | N_s | 1 | 1 100 | count | alike, side by side in the depth of the case
jelly_roll.count | rolls | N_r | 1 | 1 20 | count | wound rolls side by side in the case
jelly_roll.length | length of the spiral | L_r | mm | 1 1e6 | | of one roll
jelly_roll.winding_thickness | thickness of a turn | T_r | um | 1 5000 | | both strips and their membranes
jelly_roll.outer_diameter | diameter of the roll | D_r | mm | 0.1 500 | | of a flat roll its thickness
jelly_roll.outer_diameter_charged | diameter of the roll, charged | D_{r,c} | mm | 0.1 500 | | with what swells beyond the core
jelly_roll.mandrel_diameter | diameter of the core | d_r | mm | 0 500 | | of the empty middle; of a flat roll its thickness
jelly_roll.flat_width | flat part of the roll | w_r | mm | 0 5000 | | between the two rounded ends; none of a round roll
jelly_roll.clearance | clearance of the roll | \Delta D | mm | 0 500 | | room that the roll leaves in its case
jelly_roll.windings | turns | N_t | 1 | 0 1e5 | | between core and outside
{e}.diameter | diameter of the disc | d | mm | 1 500 | | of a coin cell's electrode
{e}.tab.arrangement | arrangement of the tabs | | 1 | | edge/end/spread | on a wound strip: its whole edge, one at its end, or spread along it
{e}.tab.count | tabs of a strip | n_t | 1 | 1 1000 | count | spread along a wound strip
{e}.component_volume_change | volume changes of the components | \Delta V_i/V_i | % | -100 500 | component | of the particles from discharged to charged cell; 0 for an inactive part
{e}.active_swelling | swelling by the particles | s | % | -100 500 | | of the coating's volume, from empty to full particles
anode.swelling | swelling of the anode | s_a | % | -100 500 | | of the coating at full charge
stack.thickness_change | breathing | \Delta T_s | um | -1e5 1e6 | | growth of the stack from assembly to full charge
separator.diameter | diameter of the membrane | d_m | mm | 1 500 | | of a coin cell's membrane
separator.folding | folding of the membrane | | 1 | | cut/z-folded/wrapped | cut sheets, one strip folded between all sheets, or one round each cathode
separator.folds | folds | N_z | 1 | 0 1e5 | count | turns of the membrane round an edge
separator.fold_area | membrane in the folds | A_z | cm^2 | 0 1e8 | | of all turns
separator.area | membrane area | A_{m,t} | cm^2 | 0 1e9 | | of all layers and folds
lifetime.capacity_retention | capacity left at the end of life | r | % | 1 99.999 | | of the first capacity
lifetime.cycles_to_retention | cycles to the end of life | N_r | 1 | 0 inf | | without any reserve of lithium, by its efficiency alone
pack.cell_mass_fraction | cells in a pack's mass | x_m | % | 1 100 | | mass of the cells over the pack's
pack.cell_volume_fraction | cells in a pack's volume | x_V | % | 1 100 | | volume of the cells over the pack's
pack.specific_energy | pack specific energy | e_{m,p} | Wh/kg | 0 5000 | | energy over the pack's mass
pack.energy_density | pack energy density | e_{V,p} | Wh/L | 0 10000 | | energy over the pack's volume
"""  # noqa: E501
