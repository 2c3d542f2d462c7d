"""Quantities of kinetics, particles and salt, and of what the rate leaves of a cell."""

ROWS = r"""
{e}.component_particle_radius | particle radii of the components | r_i | um | 0 1000 | component | of the active materials; 0 for an inactive part
{e}.component_exchange_current_density | exchange current densities of the components | j_{0,i} | A/m^2 | 0 1e4 | component | at half occupancy and 1 mol/L; 0 for an inactive part
{e}.component_reaction_activation_energy | activation energies of the reaction | E_{j,i} | kJ/mol | 0 200 | component | of the exchange current density
{e}.component_kinetics_temperature | temperatures of the exchange currents | T_{j,i} | K | 150 1000 | component | at which they are stated
{e}.component_solid_diffusion_coefficient | solid diffusion coefficients of the components | D_i | m^2/s | 0 1e-7 | component | of the ion in the particles; 0 for an inactive part
{e}.component_diffusion_activation_energy | activation energies of solid diffusion | E_{D,i} | kJ/mol | 0 200 | component | of the solid diffusion coefficient
{e}.component_diffusion_temperature | temperatures of the diffusion coefficients | T_{D,i} | K | 150 1000 | component | at which they are stated
{e}.particle_radius | particle radius | r | um | 0.001 1000 | | mean of the active particles
{e}.electronic_conductivity | electronic conductivity of the coating | \sigma_e | S/m | 1e-6 1e9 | | along its thickness
{e}.exchange_current_density | exchange current density | j_0 | A/m^2 | 1e-8 1e6 | | at half occupancy and the operating temperature
{e}.solid_diffusion_coefficient | solid diffusion coefficient | D_s | m^2/s | 1e-24 1e-7 | | in the particles, at the operating temperature
{e}.diffusion_time | solid diffusion time | \tau_D | s | 0 1e12 | | particle radius squared over the solid diffusion coefficient
{e}.interfacial_area | interfacial area ratio | a L | 1 | 0 1e7 | | surface of the particles per coated area
{e}.electronic_resistance | electronic resistance of the coating | R_e | ohm*cm^2 | 0 1e6 | | along its whole thickness
{e}.ionic_resistance | ionic resistance of the pores | R_i | ohm*cm^2 | 0 1e6 | | along the whole thickness
{e}.salt_volume | electrolyte per area | n | um | 0 1e4 | | volume of the electrolyte in the electrode over its area
{e}.salt_path | length of the pores | \lambda | um | 0 1e8 | | thickness times tortuosity over the electrolyte's share
{e}.salt_diffusion_coefficient | salt diffusion coefficient inside | D | m^2/s | 1e-18 1e-7 | | of the salt in the electrode, at the operating temperature
{e}.curve_capacity | capacity of the half-cell curve | q_c | mAh/g | 1 6000 | | of the whole curve
{e}.curve_charge | charge of the half-cell curve | Q_c | mAh/cm^2 | 0 1e3 | | of the whole curve, per area
{e}.curve_fall | fall of the curve | S | V | 0 10 | | between 20 and 80 % of the charge, over 0.6
{e}.occupancy | occupancy at half charge | x | 1 | 0 1 | | share of the lattice's sites that hold an ion
{e}.potential_slope | slope of the potential | U' | V | 0 1e4 | | at half charge, per whole half-cell curve
{e}.reaction_current_density | reaction current density | j | A/m^2 | 0 1e6 | | of the pulse, per surface of the particles
{e}.surface_exchange_current_density | exchange current density at half charge | j_0(x) | A/m^2 | 0 1e6 | | at the occupancy of half charge
{e}.reaction_overpotential | reaction overpotential | \eta | mV | 0 1e4 | | of the pulse
{e}.surface_shift | surface ahead of the mean | \Delta x | 1 | 0 1e6 | | of the particles at the end of the pulse, in half-cell curves
{e}.interface_resistance_in_pores | interface resistance in the pores | R_x | ohm*cm^2 | 0 1e8 | | reaction, surface and the curve's fall, at the end of the pulse
{e}.ohmic_drop | ohmic drop in the electrode | \Delta\phi | mV | 0 1e5 | | of the pulse, in pores and solid
{e}.pulse_resistance | pulse resistance of the electrode | R_p | ohm*cm^2 | 0 1e6 | | of one face, at the end of the pulse
{e}.reaction_spread | spread of the reaction | \beta | 1 | 0 1 | | at the pulse's current: 0 even over the thickness, 1 a front
{e}.reaction_stiffness | stiffness of the kinetics | K | mV | 0 1e3 | | how the overpotential grows with the logarithm of the current
{e}.salt_drop_ratio | salt's drop in the electrode | \Delta c/c_0 | 1 | 0 1e6 | | steady, of the pulse's current
{e}.salt_ratio | mean salt in the electrode | c/c_0 | 1 | -1e6 1e6 | | steady, of the pulse's current; below 0 where none is left
separator.salt_volume | electrolyte in the separator per area | n_s | um | 0 1e4 | | of one electrode pair
separator.salt_path | length of the separator's pores | \lambda_s | um | 0 1e8 | | of one electrode pair
separator.salt_diffusion_coefficient | salt diffusion coefficient in the separator | D_s | m^2/s | 1e-18 1e-7 | | at the operating temperature
separator.salt_drop_ratio | salt's drop over the separator | \Delta c_s/c_0 | 1 | 0 1e6 | | steady, of the pulse's current
salt.concentration | salt concentration in the cell | c_0 | mol/L | 0.001 10 | | at rest
salt.transference_number | transference number in the cell | t_+ | 1 | 0 1 | | of the working ion
salt.thermodynamic_factor | thermodynamic factor in the cell | \chi | 1 | 0.05 20 | | 1 + d ln f / d ln c
salt.diffusion_decay | decay of diffusion with salt in the cell | b | L/mol | 0 10 | | -d ln D / dc
salt.conductivity_exponent | exponent of the conductivity in the cell | a | 1 | 0 5 | | of c^a exp(-a c/c_m)
salt.conductivity_peak | concentration of the highest conductivity in the cell | c_m | mol/L | 0.1 20 | | c_m of c^a exp(-a c/c_m)
salt.relaxation_time | relaxation time of the salt | \tau_e | s | 0 1e9 | | in which its steady profile builds up
{t}.thermodynamic_factor | thermodynamic factor | \chi | 1 | 0.05 20 | | 1 + d ln f / d ln c
{t}.diffusion_activation_energy | activation energy of salt diffusion | E_D | kJ/mol | 0 200 | | of the salt diffusion coefficient
{t}.diffusion_temperature | temperature of the diffusion coefficient | T_D | K | 150 1000 | | at which it is stated
{t}.diffusion_concentration_slope | decay of diffusion with salt | b | L/mol | 0 10 | | -d ln D / dc
{t}.conductivity_concentration_exponent | exponent of the conductivity | a | 1 | 0 5 | | of c^a exp(-a c/c_m)
{t}.conductivity_peak_concentration | concentration of the highest conductivity | c_m | mol/L | 0.1 20 | | c_m of c^a exp(-a c/c_m)
operation.stated_specific_capacity | stated specific capacity | q_{st} | mAh/g | 1 5000 | | of the cathode's active material, at the rate and temperature that it is stated for
operation.stated_rate_factor | rate factor of the stated capacity | f_{st} | % | 0 100 | | of the capacity at rest, what the stated rate leaves by the rate model
operation.stated_average_voltage | stated average voltage | U_{st} | V | 0.1 6 | | at the rate and temperature that it is stated for
operation.stated_polarisation | polarisation of the stated voltage | \Delta U_{st} | mV | -1000 1e4 | | average at rest less that at the stated rate, by the rate model
operation.modelled_rate_factor | modelled rate factor | f_m | % | 0 100 | | of the capacity at rest, what the rate leaves by the reduced model
operation.modelled_polarisation | modelled polarisation | \Delta U_m | mV | -1000 1e4 | | average voltage at rest less that at the rate, by the reduced model
operation.modelled_overpotential | modelled overpotential | \eta_m | mV | 0 1e4 | | mean over the discharge, by the reduced model
operation.modelled_plating_rate | modelled plating rate | r_{pl,m} | C-rate | 0 1e4 | | by the reduced model
operation.rate_model_ratio | capacity over that of the rate model | r_Q | 1 | 0 100 | | 1, with the standard uncertainty of the model against Doyle-Fuller-Newman
operation.voltage_model_ratio | loss of voltage over that of the rate model | r_U | 1 | 0 100 | | 1, with the standard uncertainty of the model against Doyle-Fuller-Newman
operation.plating_model_ratio | plating rate over that of the rate model | r_{pl} | 1 | 0 100 | | 1, with the standard uncertainty of the model against Doyle-Fuller-Newman
operation.rate_factor | rate factor | f_r | % | 0 100 | | of the capacity at rest, what the rate of operation leaves
operation.polarisation | polarisation | \Delta U_r | mV | -1000 1e4 | | average voltage at rest less that at the rate of operation
operation.overpotential | mean overpotential | \eta_r | mV | 0 1e4 | | voltage at rest less that under load, over the same charge
operation.specific_capacity_at_rest | specific capacity at rest | q_0 | mAh/g | 1 5000 | | without any loss by the current
operation.average_voltage_at_rest | average voltage at rest | U_0 | V | 0.1 6 | | without any loss by the current
capacity_at_rest | capacity at rest | Q_0 | Ah | 1e-9 1e6 | | without any loss by the current
energy_at_rest | energy at rest | E_0 | Wh | 1e-9 1e7 | | without any loss by the current
operation.regime | what limits at the rate | L_r | 1 | | fine/near depletion/dry/beyond the limit/particle-limited | of salt and particles at the end of the discharge
operation.least_salt | least salt | s_{min} | % | -1e6 1000 | | lowest of the discharge over that at rest; below 0 where the model would need more than there is
operation.least_reach | least reach of the salt | x_{min} | 1 | -1e6 1 | | share of the cathode that the salt reaches at the end; below 0 beyond the limit
operation.particles_exhausted | particles exhausted | p | 1 | 0 1 | | 1 where the particles' surface ends the discharge before the salt does
operation.full_use_rate | full-use rate | r_{full} | C-rate | 0 1e6 | | from it on salt does not reach all of the cathode
operation.plating_rate | plating rate | r_{pl} | C-rate | 0 1e4 | | highest constant current from 10 to 80 % that keeps the anode above 0 V
operation.charging_time | charging time, 10 to 80 % | t_{10-80} | min | 0 1e6 | | at the plating rate
operation.thermal_voltage | thermal voltage | u | mV | 0 100 | | RT/F
operation.diffusion_voltage | diffusion voltage | u_d | mV | 0 1e4 | | for each e-fold of salt across the cell
operation.half_charge_voltage | voltage at half charge | U_{50} | V | 0 10 | | at rest
operation.pulse_power | pulse power | P | W | 0 1e8 | | from half charge to the lower cut-off at the end of the pulse
operation.specific_pulse_power | specific pulse power | P/m | W/kg | 0 1e6 | | over the cell's mass
resistance.ohmic | ohmic resistance | R_\Omega | ohm | 0 1e6 | | of the cell, from parts, an even reaction
resistance.pulse_time | time of the pulse | t_p | s | 0.001 3600 | | after which the DC resistance is taken
resistance.pulse_rate | rate of the pulse | r_p | C-rate | 1e-3 1000 | | of the DC resistance
resistance.pulse_current_density | current density of the pulse | i_p | mA/cm^2 | 0 1e5 | | per facing area
resistance.concentration | concentration resistance | R_c | ohm*cm^2 | 0 1e6 | | of the salt's gradient at the end of the pulse
"""  # noqa: E501
