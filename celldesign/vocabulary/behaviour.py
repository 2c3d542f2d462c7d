"""Quantities of lithium, life, safety, resistance and transport."""

ROWS = r"""
lithium.mass | lithium mass | m_{Li} | g | 0 1e6 | | metal as assembled
lithium.excess_charge | excess lithium | Q_{Li} | Ah | 0 1e7 | | charge of all metal as assembled
lithium.facing_excess_charge | facing excess lithium | Q_{Li,f} | Ah | 0 1e7 | | charge of the metal opposite a cathode
lithium.formation_charge | lithium left by the first cycle | Q_{form} | Ah | 0 1e6 | | cathode lithium that stays in the anode after the first cycle
lithium.charged_charge | lithium in the charged anode | Q_{Li,c} | Ah | 0 1e7 | | metal as assembled, plated, and left by the first cycle
lithium.plated_thickness | plated lithium | L_{pl} | um | 0 1000 | | per face, at full charge
lithium.efficiency | lithium efficiency | \eta_{Li} | % | 50 100 | | share of plated lithium that strips again; not the cell's coulombic efficiency
lithium.loss_per_cycle | lithium lost in a cycle | \Delta Q_{Li} | mAh/cm^2 | 0 100 | | per facing area
lithium.loss_thickness | lithium lost in a cycle, as thickness | \Delta L_{Li} | um | 0 100 | | per facing area
lifetime.fade_per_cycle | fade per cycle | f | % | 0 50 | | of the first capacity, linear
lifetime.cycles_to_failure | cycle of failure | N_{fail} | 1 | 1 1e6 | | at which a cell was seen to die
lifetime.implied_efficiency | lithium efficiency implied by a failure | \eta_{Li} | % | 0 100 | | from the cycle of failure and the facing excess
lifetime.cycles_to_depletion | cycles to lithium depletion | N | 1 | 0 inf | | until the facing excess is used up; an upper bound of life
lifetime.efficiency_for_cycles | lithium efficiency required | \eta_{req} | % | 0 100 | | to reach the target of cycles
lifetime.target_cycles | target of cycles | N^* | 1 | 1 1e6 | | wanted
transport.share_of_limit | share of the transport limit | | % | 0 1e6 | | above 100 % the small-cell exemption no longer holds
thermal.model | thermal-runaway model | | 1 | | charge/two-term | which empirical model gives thermal.energy
thermal.heat_per_charge | runaway heat per charge | k | kJ/Ah | 0.1 200 | | of nominal capacity plus excess lithium
thermal.lithium_oxide_enthalpy | formation enthalpy of Li2O | \Delta_f H | kJ/mol | -2000 0 | | of the oxide that excess lithium ends as
thermal.heat_per_lithium_charge | oxidation heat of lithium | b | kJ/Ah | 0.1 50 | | of excess lithium to its oxide
thermal.energy_charge_model | runaway energy, model charge | E_{ch} | kJ | 0 1e7 | | empirical: proportional to all charge
thermal.energy_two_term_model | runaway energy, model two-term | E_{2t} | kJ | 0 1e7 | | nominal capacity and oxidation of excess lithium apart
thermal.energy | thermal-runaway energy | E_{TR} | kJ | 0 1e7 | | of the chosen model, fully charged, without open-air combustion
thermal.energy_per_capacity | runaway energy per nominal capacity | E_{TR}/Q_n | kJ/Ah | 0 1000 | | as the paper's table divides
thermal.energy_per_total_charge | runaway energy per total charge | E_{TR}/(Q_n+Q_{Li}) | kJ/Ah | 0 1000 | | nominal capacity plus all excess lithium
thermal.energy_at_full_window | runaway energy at the operating capacity | E_{TR,op} | kJ | 0 1e7 | | with the capacity in operation instead of the nominal one
thermal.gas_per_charge | runaway gas per capacity | g | mol/Ah | 0 10 | | of the nominal capacity
thermal.gas | runaway gas | n_g | mol | 0 1e5 | | released at runaway
thermal.specific_heat | specific heat of the cell | c_p | J/(kg*K) | 100 5000 | | mean over the cell
thermal.retained_heat_fraction | heat left in the body | f_b | % | 0 100 | | share that does not leave with the ejecta
thermal.adiabatic_rise | adiabatic temperature rise | \Delta T_{ad} | K | 0 1e5 | | if all heat stayed in all mass: a bound, not a temperature
thermal.retained_adiabatic_rise | adiabatic rise by the heat that stays | \Delta T_b | K | 0 1e5 | | with only the body's share of the heat
resistance.area_specific | area-specific resistance | R_A | ohm*cm^2 | 0 1e6 | | of one face, from parts
resistance.dc | DC resistance | R | ohm | 0 1e6 | | of the cell from half charge, after the time of the pulse
"""  # noqa: E501
