"""Quantities of the electrodes, the membrane and the liquid electrolyte."""

ROWS = r"""
{e}.mass_fraction | mass fractions of the recipe | w_i | % | 0 100 | component | share of the dry coating's mass
{e}.component_density | densities of the components | \rho_i | g/cm^3 | 0.2 25 | component | pore-free density of each part of the recipe
{e}.component_active | active components | a_i | 1 | 0 1 | component | 1 where the component stores charge, 0 elsewhere
{e}.component_electrolyte | conducting components | e_i | 1 | 0 1 | component | 1 where the component conducts ions (a catholyte), 0 elsewhere
{e}.component_specific_capacity | specific capacities of the components | q_i | mAh/g | 0 5000 | component | reversible; 0 for an inactive part
{e}.component_voltage | potentials of the components | U_i | V | 0 6 | component | mean potential against the metal; 0 for an inactive part
{e}.component_mass | masses of the components | m_i | g | 0 1e6 | component | in the whole cell
{e}.volume_fraction | volume fractions | \varepsilon_i | % | 0 100 | component | share of the coating's volume, pores included
{e}.active_fraction | active mass fraction | w_{am} | % | 1 100 | | active material in the dry coating
{e}.active_volume_fraction | active volume fraction | \varepsilon_{am} | % | 0 100 | | active material in the coating's volume
{e}.electrolyte_volume_fraction | electrolyte volume fraction | \varepsilon_{el} | % | 0 100 | | catholyte, and filled pores where there is a liquid
{e}.solid_density | pore-free coating density | \rho_s | g/cm^3 | 0.2 25 | | density that the recipe would have without pores
{e}.coating_density | coating density | \rho_c | g/cm^3 | 0.1 10 | | mass of the coating per volume, pores included
{e}.density_excess | coating density over solids | \rho_c/\rho_s-1 | % | -100 1000 | | positive where the coating is denser than its solids
{e}.porosity | porosity | \varepsilon | % | 0 95 | | pores in the coating's volume
{e}.loading | coating loading | m_c | mg/cm^2 | 0.01 500 | | dry coating of one side
{e}.active_loading | active loading | m_{am} | mg/cm^2 | 0.01 500 | | active material of one side
{e}.areal_capacity | areal capacity | Q_A | mAh/cm^2 | 0.01 100 | | reversible, nominal, of one facing side as assembled
{e}.specific_capacity | specific capacity | q | mAh/g | 1 5000 | | of the active materials, from the database at the conditions of operation
{e}.nominal_specific_capacity | nominal specific capacity | q_n | mAh/g | 1 5000 | | the one that defines 1C and the areal capacity
{e}.average_voltage | average potential | U | V | 0 6 | | mean potential of the electrode against the metal
{e}.thickness | thickness | L | um | 0.1 2000 | | one coated side; of a self-standing metal foil the whole foil
{e}.single_side_thickness | thickness of one face | L_f | um | 0 2000 | | coating, or the part of a metal foil, that serves one face
{e}.width | width | b | mm | 1 1e6 | | of the coated sheet; of a wound strip its length
{e}.height | height | h | mm | 1 3000 | | of the coated sheet
anode.overhang | overhang | \Delta | mm | 0 50 | | beyond the cathode on each side
{e}.single_side_area | area of one face | A_f | cm^2 | 0.001 1e5 | | width times height
{e}.sheets | sheets | N | 1 | 1 10000 | count | number of electrode sheets, each with its collector
anode.extra_sheets | extra sheets | N_x | 1 | -1 1 | count | sheets more than the cathode has
{e}.coated_sides | coated faces | N_f | 1 | 0 20002 | count | sides that carry a coating or metal
cathode.area | electrode area | A | cm^2 | 0.001 1e8 | | all faces that look at the other electrode
{e}.sheet_thickness | sheet thickness | L_s | um | 0.1 5000 | | collector and both sides
{e}.coating_mass | coating mass | m | g | 0 1e6 | | of all coated faces
{e}.pore_volume | pore volume | V_p | cm^3 | 0 1e6 | | in all coated faces
{e}.collector.thickness | collector thickness | L_{cc} | um | 0 500 | | foil shared by two faces
{e}.collector.density | collector density | \rho_{cc} | g/cm^3 | 0.2 25 | | coatings of the foil included
{e}.collector.resistivity | collector resistivity | \rho_e | ohm*m | 1e-9 1e-3 | | along the sheet
{e}.collector.mass | collector mass | m_{cc} | g | 0 1e6 | | of all sheets
{e}.collector.resistance | collector resistance | R_{cc} | mohm | 0 1e6 | | along all sheets in parallel
{e}.tab.width | tab width | b_t | mm | 0.1 1000 | | of the terminal tab
{e}.tab.length | tab length | h_t | mm | 0.1 1000 | | in the seal and outside it
{e}.tab.thickness | tab thickness | L_t | mm | 0.001 20 | | of the terminal tab
{e}.tab.density | tab density | \rho_t | g/cm^3 | 0.2 25 | | of the terminal tab
{e}.tab.resistivity | tab resistivity | \rho_{e,t} | ohm*m | 1e-9 1e-3 | | of the terminal tab
{e}.tab.mass | tab mass | m_t | g | 0 1e4 | | of the terminal tab
{e}.tab.resistance | tab resistance | R_t | mohm | 0 1e6 | | of the terminal tab
{e}.tortuosity | tortuosity | \tau | 1 | 1 1000 | | of the ions' path in the electrode
{e}.pore_conductivity | conductivity of the electrolyte inside | \sigma_{el} | mS/cm | 1e-6 1e3 | | of the catholyte or the liquid, before tortuosity
{e}.resistance | ionic resistance of the electrode | R_{ion} | ohm*cm^2 | 0 1e6 | | of one face; a third of the full path
{e}.charge_transfer_resistance | charge-transfer resistance | R_{ct} | ohm*cm^2 | 0 1e6 | | of one face, as measured; none in the resistance from parts unless given
anode.density | density of the metal | \rho | g/cm^3 | 0.2 25 | | of the metal foil
anode.lithium_fraction | lithium in the metal | | 1 | 0 1 | | 1 for a lithium foil, 0 for another metal
anode.molar_mass | molar mass of the metal | M | g/mol | 1 300 | | of the metal foil
anode.charge_number | charge number of the metal's ion | z | 1 | 1 3 | | electrons per atom
anode.resistivity | resistivity of the metal | \rho_e | ohm*m | 1e-9 1e-3 | | of the metal foil
anode.interface_resistance | metal interface resistance | R_{int} | ohm*cm^2 | 0 1e6 | | between the metal and the electrolyte, of one face
{t}.ionic_conductivity | ionic conductivity | \sigma | mS/cm | 1e-9 1e3 | | at the operating temperature
{t}.conductivity_points | measured conductivities | \sigma_j | mS/cm | 1e-9 1e3 | component | at the temperatures of temperature_points
{t}.temperature_points | temperatures of the conductivities | T_j | K | 150 1000 | component | of the measured conductivities
{t}.transference_number | transference number | t_+ | 1 | 0 1 | | of the working ion
{t}.diffusion_coefficient | salt diffusion coefficient | D | m^2/s | 1e-18 1e-7 | | of the salt
{t}.salt_concentration | salt concentration | c | mol/L | 0.001 10 | | of the working ion's salt
{t}.oxidation_onset | onset of oxidation | E_{ox} | V | 0 8 | | against lithium, from a linear sweep
{t}.oxidation_margin | margin to oxidation | \Delta E_{ox} | V | -8 8 | | of the onset over the upper cut-off
separator.density | membrane material density | \rho_m | g/cm^3 | 0.2 25 | | of the pore-free material
separator.effective_density | membrane density as built | \rho_{m,b} | g/cm^3 | 0.05 25 | | mass per volume of the membrane, pores or what fills them included
separator.porosity | membrane porosity | \varepsilon_m | % | 0 95 | | open pores; 0 for a dense or filled membrane
separator.tortuosity | membrane tortuosity | \tau_m | 1 | 1 1000 | | of the ions' path in the pores
separator.thickness | membrane thickness | L_m | um | 0.1 2000 | | of one membrane
separator.width | membrane width | b_m | mm | 1 1e6 | | of the cut sheet; of a wound strip its length
separator.height | membrane height | h_m | mm | 1 3000 | | of the cut sheet
separator.overhang | membrane overhang | \Delta_m | mm | 0 50 | | beyond the cathode on each side
separator.layers_per_pair | membranes per gap | N_g | 1 | 1 20 | count | between a cathode face and the anode face opposite
separator.outer_layers | outer membranes | N_o | 1 | 0 100 | count | beyond the outermost electrodes
separator.layers | membrane layers | N_m | 1 | 0 1e6 | count | in the whole stack
separator.sheet_area | membrane area | A_m | cm^2 | 0.001 1e5 | | of one cut sheet
separator.mass | membrane mass | m_m | g | 0 1e6 | | of all layers
separator.pore_volume | membrane pore volume | V_{p,m} | cm^3 | 0 1e6 | | of all layers
separator.internal_layer_resistance | internal layer resistance | R_{il} | ohm*cm^2 | 0 1e6 | | of one membrane, between its two coats
separator.internal_resistance | internal layers, together | R_{il,g} | ohm*cm^2 | 0 1e6 | | of one gap
separator.resistance | membrane resistance | R_m | ohm*cm^2 | 0 1e6 | | ionic, of one gap
separator.limiting_current_density | limiting current density | i_{lim} | mA/cm^2 | 0 1e5 | | at which the salt is used up at one side
electrolyte.volume | electrolyte volume | V_{el} | mL | 0 1e6 | | liquid in the whole cell
electrolyte.mass | electrolyte mass | m_{el} | g | 0 1e6 | | liquid in the whole cell
electrolyte.density | electrolyte density | \rho_{el} | g/cm^3 | 0.2 5 | | of the liquid
electrolyte.volume_per_capacity | electrolyte per capacity, by volume | v_{el} | mL/Ah | 0.01 200 | | of the capacity in operation
electrolyte.mass_per_capacity | electrolyte per capacity, by mass | g_{el} | g/Ah | 0.01 300 | | of the capacity in operation
electrolyte.overfill | electrolyte beyond the pores | x_{el} | % | -50 1000 | | share of the pore volume added to it
electrolyte.free_volume | electrolyte beyond the pores | V_{el,0} | mL | 0 1e6 | | that pores do not hold: it thickens a pouch and takes room in a can
electrolyte.saturation | share of the pores filled | f_{el} | % | 0 100 | | 100 % where the liquid suffices
electrolyte.fills_pores | liquid in the pores | | 1 | 0 1 | | 1 where a liquid fills the pores, 0 in a solid cell
"""  # noqa: E501
