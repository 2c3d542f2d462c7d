"""Quantities of the electrodes, the membrane and the liquid electrolyte."""

ROWS = r"""
{e}.mass_fraction | mass fractions of the formulation | w_i | % | 0 100 | component | share of the dry coating's mass
{e}.component_density | component densities | \rho_i | g/cm^3 | 0.2 25 | component | true (pore-free) density of each component of the formulation
{e}.component_active | active components | a_i | 1 | 0 1 | component | 1 where the component stores charge, 0 elsewhere
{e}.component_electrolyte | ion-conducting components | e_i | 1 | 0 1 | component | 1 where the component conducts ions (a catholyte), 0 elsewhere
{e}.component_specific_capacity | component specific capacities | q_i | mAh/g | 0 5000 | component | reversible; 0 for an inactive component
{e}.component_voltage | component potentials | U_i | V | 0 6 | component | mean potential vs. the metal; 0 for an inactive component
{e}.component_mass | component masses | m_i | g | 0 1e6 | component | in the whole cell
{e}.volume_fraction | volume fractions | \varepsilon_i | % | 0 100 | component | share of the coating's volume, pores included
{e}.active_fraction | active-material mass fraction | w_{am} | % | 1 100 | | active material in the dry coating | never
{e}.active_volume_fraction | active-material volume fraction | \varepsilon_{am} | % | 0 100 | | active material in the coating's volume
{e}.electrolyte_volume_fraction | electrolyte volume fraction | \varepsilon_{el} | % | 0 100 | | catholyte, and liquid-filled pores
{e}.solid_density | solids (true) density | \rho_s | g/cm^3 | 0.2 25 | | density of the formulation without pores | never
{e}.coating_density | calendered (coating) density | \rho_c | g/cm^3 | 0.1 10 | | coating mass per volume, pores included | third | design
{e}.density_excess | coating density over solids density | \rho_c/\rho_s-1 | % | -100 1000 | | positive where the coating is denser than its solids
{e}.porosity | porosity | \varepsilon | % | 0 95 | | pore volume over coating volume | third | design
{e}.loading | coating mass loading | m_c | mg/cm^2 | 0.01 500 | | dry coating per area, single side | second
{e}.active_loading | active-material loading | m_{am} | mg/cm^2 | 0.01 500 | | active material per area, single side | second | design
{e}.areal_capacity | areal capacity | Q_A | mAh/cm^2 | 0.01 100 | | reversible, nominal, single side, as assembled | second | design
{e}.specific_capacity | specific capacity | q | mAh/g | 1 5000 | | of the active materials, from the database at the operating conditions | last
{e}.nominal_specific_capacity | nominal specific capacity | q_n | mAh/g | 1 5000 | | defines 1C and the areal capacity | last
{e}.average_voltage | average potential | U | V | 0 6 | | mean potential of the electrode vs. the metal | last
{e}.thickness | coating thickness | L | um | 0.1 2000 | | single side; of a free-standing metal foil the whole foil | first | design
{e}.single_side_thickness | single-side coating thickness | L_f | um | 0 2000 | | coating, or the part of a metal foil, that serves one side | first
{e}.width | electrode width | b | mm | 1 1e6 | | of the coated sheet; of a wound strip its length | strip
{e}.height | electrode height | h | mm | 1 3000 | | of the coated sheet | last
anode.overhang | anode overhang | \Delta | mm | 0 50 | | beyond the cathode on each side | last
{e}.single_side_area | single-side area | A_f | cm^2 | 0.001 1e5 | | width times height
{e}.sheets | electrode sheets | N | 1 | 1 10000 | count | number of sheets, each with its current collector | | design
anode.extra_sheets | extra anode sheets | N_x | 1 | -1 1 | count | anode sheets more than cathode sheets
{e}.coated_sides | coated sides | N_f | 1 | 0 20002 | count | sides that carry a coating or metal
cathode.area | cathode area | A | cm^2 | 0.001 1e8 | | total area facing the anode, all electrode pairs
{e}.sheet_thickness | sheet thickness | L_s | um | 0.1 5000 | | current collector and both coatings | first
{e}.coating_mass | coating mass | m | g | 0 1e6 | | all coated sides
{e}.pore_volume | pore volume | V_p | cm^3 | 0 1e6 | | all coated sides
{e}.collector.thickness | current-collector thickness | L_{cc} | um | 0 500 | | foil shared by two coated sides | last
{e}.collector.density | current-collector density | \rho_{cc} | g/cm^3 | 0.2 25 | | coatings of the foil included | never
{e}.collector.resistivity | current-collector resistivity | \rho_e | ohm*m | 1e-9 1e-3 | | along the sheet | never
{e}.collector.mass | current-collector mass | m_{cc} | g | 0 1e6 | | all sheets
{e}.collector.resistance | current-collector resistance | R_{cc} | mohm | 0 1e6 | | along all sheets in parallel
{e}.tab.width | tab width | b_t | mm | 0.1 1000 | | of the terminal tab | last
{e}.tab.length | tab length | h_t | mm | 0.1 1000 | | inside and outside the seal | last
{e}.tab.thickness | tab thickness | L_t | mm | 0.001 20 | | of the terminal tab | last
{e}.tab.density | tab density | \rho_t | g/cm^3 | 0.2 25 | | of the terminal tab | never
{e}.tab.resistivity | tab resistivity | \rho_{e,t} | ohm*m | 1e-9 1e-3 | | of the terminal tab | never
{e}.tab.mass | tab mass | m_t | g | 0 1e4 | | of the terminal tab
{e}.tab.resistance | tab resistance | R_t | mohm | 0 1e6 | | of the terminal tab
{e}.tortuosity | tortuosity | \tau | 1 | 1 1000 | | of the ionic path in the electrode
{e}.pore_conductivity | conductivity of the electrolyte in the pores | \sigma_{el} | mS/cm | 1e-6 1e3 | | of the catholyte or the liquid, before tortuosity
{e}.resistance | ionic resistance of the electrode | R_{ion} | ohm*cm^2 | 0 1e6 | | single side; a third of the full path
{e}.charge_transfer_resistance | charge-transfer resistance | R_{ct} | ohm*cm^2 | 0 1e6 | | single side, as measured; left out of the bottom-up resistance unless given
anode.density | density of the metal | \rho | g/cm^3 | 0.2 25 | | of the metal foil | never
anode.lithium_fraction | lithium metal flag | x_{Li} | 1 | 0 1 | | 1 for a lithium foil, 0 for another metal
anode.molar_mass | molar mass of the metal | M | g/mol | 1 300 | | of the metal foil | never
anode.charge_number | charge number of the metal's ion | z | 1 | 1 3 | | electrons per atom | never
anode.resistivity | resistivity of the metal | \rho_e | ohm*m | 1e-9 1e-3 | | of the metal foil
anode.interface_resistance | metal-electrolyte interface resistance | R_{int} | ohm*cm^2 | 0 1e6 | | single side
{t}.ionic_conductivity | ionic conductivity | \sigma | mS/cm | 1e-9 1e3 | | at the operating temperature | never
{t}.conductivity_points | measured conductivities | \sigma_j | mS/cm | 1e-9 1e3 | component | at the temperatures of temperature_points
{t}.temperature_points | temperatures of the conductivities | T_j | K | 150 1000 | component | of the measured conductivities
{t}.transference_number | transference number | t_+ | 1 | 0 1 | | of the working ion
{t}.diffusion_coefficient | salt diffusion coefficient | D | m^2/s | 1e-18 1e-7 | | of the salt in the electrolyte
{t}.salt_concentration | salt concentration | c | mol/L | 0.001 10 | | of the working ion's salt
{t}.oxidation_onset | oxidation onset | E_{ox} | V | 0 8 | | vs. lithium, from linear sweep voltammetry
{t}.oxidation_margin | oxidation margin | \Delta E_{ox} | V | -8 8 | | oxidation onset above the upper cut-off
separator.density | separator material density | \rho_m | g/cm^3 | 0.2 25 | | of the pore-free material | never
separator.effective_density | separator apparent density | \rho_{m,b} | g/cm^3 | 0.05 25 | | mass per volume of the separator, pores or what fills them included | never
separator.porosity | separator porosity | \varepsilon_m | % | 0 95 | | open pores; 0 for a dense or filled membrane | last
separator.tortuosity | separator tortuosity | \tau_m | 1 | 1 1000 | | of the ionic path in the pores
separator.thickness | separator thickness | L_m | um | 0.1 2000 | | of one layer | last | design
separator.width | separator width | b_m | mm | 1 1e6 | | of the cut sheet; of a wound strip its length | strip
separator.height | separator height | h_m | mm | 1 3000 | | of the cut sheet | last
separator.overhang | separator overhang | \Delta_m | mm | 0 50 | | beyond the cathode on each side | last
separator.layers_per_pair | separator layers per electrode pair | N_g | 1 | 1 20 | count | between a cathode and the anode facing it | | design
separator.outer_layers | outer separator layers | N_o | 1 | 0 100 | count | beyond the outermost electrodes
separator.layers | separator layers | N_m | 1 | 0 1e6 | count | in the whole stack | | design
separator.sheet_area | separator sheet area | A_m | cm^2 | 0.001 1e5 | | of one cut sheet
separator.mass | separator mass | m_m | g | 0 1e6 | | all layers
separator.pore_volume | separator pore volume | V_{p,m} | cm^3 | 0 1e6 | | all layers
separator.internal_layer_resistance | resistance of the inner layer | R_{il} | ohm*cm^2 | 0 1e6 | | of one separator, between its two coats
separator.internal_resistance | resistance of all inner layers | R_{il,g} | ohm*cm^2 | 0 1e6 | | of one electrode pair
separator.resistance | separator resistance | R_m | ohm*cm^2 | 0 1e6 | | ionic, of one electrode pair
separator.limiting_current_density | limiting current density | i_{lim} | mA/cm^2 | 0 1e5 | | at which the salt is depleted at one electrode | | life
electrolyte.volume | electrolyte volume | V_{el} | mL | 0 1e6 | | liquid in the whole cell | | design
electrolyte.mass | electrolyte mass | m_{el} | g | 0 1e6 | | liquid in the whole cell
electrolyte.density | electrolyte density | \rho_{el} | g/cm^3 | 0.2 5 | | of the liquid | never
electrolyte.volume_per_capacity | electrolyte-to-capacity ratio (E/C), by volume | v_{el} | mL/Ah | 0.01 200 | | per capacity in operation
electrolyte.mass_per_capacity | electrolyte-to-capacity ratio (E/C), by mass | g_{el} | g/Ah | 0.01 300 | | per capacity in operation
electrolyte.volume_per_active_mass | electrolyte per active material | v_{am} | mL/g | 0.01 100 | | of the cathode's active material; the same number in uL/mg
electrolyte.overfill | electrolyte overfill | x_{el} | % | -50 1000 | | liquid beyond the pore volume, over the pore volume | | design
electrolyte.free_volume | electrolyte beyond the pores | V_{el,0} | mL | 0 1e6 | | that pores do not hold: it thickens a pouch and takes room in a can
electrolyte.saturation | electrolyte saturation | f_{el} | % | 0 100 | | share of the pore volume that is filled; 100 % where the liquid suffices | | design
electrolyte.fills_pores | liquid in the pores | s_{el} | 1 | 0 1 | | 1 where a liquid fills the pores, 0 in a solid-state cell
"""  # noqa: E501
