"""Quantities of cases and rolls, of breathing, and of packs."""

ROWS = r"""
cell.outer_diameter | outer diameter | D | mm | 1 500 | | of a round can | last | design
casing.internal_diameter | internal diameter | D_i | mm | 0.1 500 | | of a round can, between its walls | last
casing.lid_thickness | lid thickness | L_b | um | 1 10000 | | of the lid, and of the bottom | last
casing.headspace | headspace | h_0 | mm | 0 500 | | height inside the case left free above the electrodes | last
casing.spacer_thickness | spacer thickness | L_{sp} | mm | 0 50 | | spacers and compressed spring of a coin cell, together | last
casing.internal_volume | internal volume | V_i | cm^3 | 1e-6 1e7 | | between walls, bottom and lid of a can
casing.free_volume | free volume in the case | V_0 | cm^3 | 0 1e7 | | that layers with their pores and the liquid beyond them leave
{e}.collector.bare_width | bare width of the collector | b_0 | mm | 0 1e6 | | of the flag; or of the sheet, where a whole margin is bare
{e}.collector.bare_length | bare length of the collector | h_0 | mm | 0 1000 | | of the flag or margin beyond the coating
{e}.collector.bare_area | bare area of the collector | A_0 | cm^2 | 0 1e6 | | of one sheet: flag or margin
casing.internal_width | internal width | B_i | mm | 0.1 5000 | | between the narrow walls of a prismatic can | last
casing.internal_height | internal height | H_i | mm | 0.1 5000 | | between lid and bottom, less the headspace | last
stack.target_fill_factor | target fill factor | f_T^* | % | 1 1000 | | share of the case's internal thickness that the stack is to take | aim
stack.count | stacks | N_s | 1 | 1 100 | count | identical stacks side by side in the depth of the case
jelly_roll.count | jelly rolls | N_r | 1 | 1 20 | count | identical jelly rolls side by side in the case | | design
jelly_roll.length | unrolled length | L_r | mm | 1 1e6 | | of one jelly roll's spiral
jelly_roll.winding_thickness | thickness per winding | T_r | um | 1 5000 | | both electrode strips and their separators
jelly_roll.outer_diameter | jelly-roll diameter | D_r | mm | 0.1 500 | | of a flat (racetrack) jelly roll its thickness | | | | sheet
jelly_roll.outer_diameter_charged | jelly-roll diameter, charged | D_{r,c} | mm | 0.1 500 | | with the swelling beyond the mandrel
jelly_roll.mandrel_diameter | mandrel diameter | d_r | mm | 0 500 | | of the empty core; of a flat jelly roll its thickness | | | | sheet
jelly_roll.flat_width | flat width of the jelly roll | w_r | mm | 0 5000 | | between the two rounded ends; 0 for a round jelly roll
jelly_roll.clearance | jelly-roll clearance | \Delta D | mm | 0 500 | | gap between the jelly roll and its case
jelly_roll.windings | windings | N_t | 1 | 0 1e5 | | between mandrel and outside | | design
{e}.diameter | disc diameter | d | mm | 1 500 | | of a coin cell's electrode | last
{e}.tab.arrangement | tab arrangement | a_t | 1 | | edge/end/spread | on a wound strip: the whole edge (tabless), one tab at its end, or tabs spread along it
{e}.tab.count | tabs per strip | n_t | 1 | 1 1000 | count | spread along a wound strip
{e}.component_volume_change | component volume changes | \Delta V_i/V_i | % | -100 500 | component | of the particles from discharged to charged cell; 0 for an inactive component
{e}.active_swelling | swelling by the active particles | s | % | -100 500 | | of the coating's volume, from delithiated to lithiated particles
anode.swelling | anode swelling | s_a | % | -100 500 | | of the coating at full charge
stack.thickness_change | stack thickness change on charge | \Delta T_s | um | -1e5 1e6 | | growth of the stack from assembly to full charge
separator.diameter | separator diameter | d_m | mm | 1 500 | | of a coin cell's separator | last
separator.folding | separator folding | z_s | 1 | | cut/z-folded/wrapped | cut sheets, z-folded between all sheets, or wrapped round each cathode
separator.folds | separator folds | N_z | 1 | 0 1e5 | count | turns of the separator round an edge
separator.fold_area | separator area in the folds | A_z | cm^2 | 0 1e8 | | of all folds
separator.area | separator area | A_{m,t} | cm^2 | 0 1e9 | | all layers and folds
lifetime.capacity_retention | capacity retention at end of life (SOH) | r | % | 1 99.999 | | of the initial capacity
lifetime.cycles_to_retention | cycles to end of life | N_r | 1 | 0 inf | | to the capacity retention at end of life, without a lithium reserve | | life
pack.cell_mass_fraction | cell-to-pack mass ratio | x_m | % | 1 100 | | mass of the cells over the pack's
pack.cell_volume_fraction | cell-to-pack volume ratio | x_V | % | 1 100 | | volume of the cells over the pack's
jelly_roll.anode_excess | anode beyond the cathode | \Delta b_a | mm | 0 1e5 | | of the strip's length in a roll
jelly_roll.separator_excess | separator beyond the cathode | \Delta b_s | mm | 0 1e5 | | of the strip's length in a roll
casing.lid_area | lid area | A_l | cm^2 | 0 1e5 | | of the side that carries terminals and vent; of both where there are two
casing.outer_area | outer area of the case | A_o | cm^2 | 0 1e6 | | of all its sides
casing.cap_mass | cap | m_{cap} | g | 0 1e5 | | cap or lid beyond the can's own: vent, terminals, gasket, inner tabs
casing.disc_mass | current-collecting discs | m_d | g | 0 1e5 | | of strips whose whole edge is their tab
casing.wrap_mass | wrap | m_w | g | 0 1e5 | | sleeve or film, insulation and tape
{e}.bare_foil_mass | bare foil | m_b | g | 0 1e5 | | uncoated foil beyond the coating
usual.cap_areal_mass | cap, usual | u_{cam} | g/cm^2 | 0 50 | | by lid area, as cells of the format have it
usual.disc_areal_mass | disc, usual | u_{dam} | g/cm^2 | 0 50 | | of one disc, by lid area
usual.wrap_areal_mass | wrap, usual | u_{wam} | g/m^2 | 0 1e4 | | by the outer area of the case
usual.bare_foil | bare foil, usual | u_{bf} | mm | 0 500 | | height of the uncoated strip, averaged over the sheet's width
usual.tab_section | tab section, usual | u_{ts} | mm^2/Ah | 0 100 | | of one terminal tab, by nominal capacity
usual.tab_length | tab length, usual | u_{tl} | mm | 0 500 | | in the seal and outside it
usual.electrolyte_overfill | electrolyte excess, usual | u_{eo} | % | 0 1000 | | beyond the pores
usual.anode_turns | anode's outer turns, usual | u_{at} | 1 | 0 20 | | beyond the cathode
usual.separator_turns | separator's outer turns, usual | u_{st} | 1 | 0 20 | | beyond the cathode
pack.specific_energy | pack specific energy | e_{m,p} | Wh/kg | 0 5000 | | energy over the pack's mass | | mass | +1
pack.energy_density | pack energy density | e_{V,p} | Wh/L | 0 10000 | | energy over the pack's volume | | mass | +1
"""  # noqa: E501
