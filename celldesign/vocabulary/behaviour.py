"""Quantities of lithium, life, safety, resistance and transport."""

ROWS = r"""
lithium.mass | lithium mass | m_{Li} | g | 0 1e6 | | metal as assembled | | lithium
lithium.excess_charge | excess lithium | Q_{Li} | Ah | 0 1e7 | | charge of all lithium metal as assembled | | lithium | | study
lithium.facing_excess_charge | facing excess lithium | Q_{Li,f} | Ah | 0 1e7 | | charge of the lithium metal opposite a cathode | | lithium
lithium.formation_charge | lithium retained in the anode after formation | Q_{form} | Ah | 0 1e6 | | cathode lithium that stays in the anode after the first cycle
lithium.charged_charge | lithium in the charged anode | Q_{Li,c} | Ah | 0 1e7 | | lithium metal as assembled, plated, and retained after formation
lithium.plated_thickness | plated lithium thickness | L_{pl} | um | 0 1000 | | single side, at full charge | | lithium
lithium.efficiency | Li plating/stripping coulombic efficiency | \eta_{Li} | % | 50 100 | | share of plated lithium that is stripped again; not the cell's coulombic efficiency | | lithium
lithium.loss_per_cycle | lithium loss per cycle | \Delta Q_{Li} | mAh/cm^2 | 0 100 | | per area of electrode pairs
lithium.loss_thickness | lithium loss per cycle, as thickness | \Delta L_{Li} | um | 0 100 | | per area of electrode pairs
transport.share_of_limit | share of the lithium-content limit for transport | f_{tr} | % | 0 1e6 | | above 100 % the small-cell exemption no longer applies | | lithium | | | small up to 100 %
thermal.model | thermal-runaway model | M_{TR} | 1 | | charge/two-term | the empirical model that gives thermal.energy
thermal.heat_per_charge | thermal-runaway heat per charge | k | kJ/Ah | 0.1 200 | | of nominal capacity plus excess lithium
thermal.lithium_oxide_enthalpy | formation enthalpy of Li2O | \Delta_f H | kJ/mol | -2000 0 | | of the oxide that excess lithium ends as
thermal.heat_per_lithium_charge | oxidation heat of lithium | b | kJ/Ah | 0.1 50 | | of excess lithium to its oxide
thermal.energy_charge_model | runaway energy, model charge | E_{ch} | kJ | 0 1e7 | | empirical: proportional to all charge
thermal.energy_two_term_model | runaway energy, model two-term | E_{2t} | kJ | 0 1e7 | | nominal capacity and oxidation of excess lithium apart | | safety
thermal.energy | thermal-runaway energy | E_{TR} | kJ | 0 1e7 | | of the chosen model, fully charged, without open-air combustion | | safety | | study
thermal.energy_per_capacity | thermal-runaway energy per nominal capacity | E_{TR}/Q_n | kJ/Ah | 0 1000 | | as the paper's table divides | | safety | -1 | page
thermal.energy_per_total_charge | thermal-runaway energy per total charge | E_{TR}/(Q_n+Q_{Li}) | kJ/Ah | 0 1000 | | nominal capacity plus all excess lithium | | safety | -1
thermal.energy_at_full_window | thermal-runaway energy at the operating capacity | E_{TR,op} | kJ | 0 1e7 | | with the operating capacity in place of the nominal one
thermal.gas_per_charge | runaway gas per capacity | g | mol/Ah | 0 10 | | of the nominal capacity
thermal.gas | runaway gas | n_g | mol | 0 1e5 | | released at runaway | | safety
thermal.specific_heat | specific heat of the cell | c_p | J/(kg*K) | 100 5000 | | mean over the cell
thermal.retained_heat_fraction | fraction of heat retained | f_b | % | 0 100 | | heat not carried away by the ejecta
thermal.adiabatic_rise | adiabatic temperature rise | \Delta T_{ad} | K | 0 1e5 | | if all heat stayed in the whole mass: a bound, not a temperature | | safety | -1 | | a bound
thermal.retained_adiabatic_rise | adiabatic rise by retained heat | \Delta T_b | K | 0 1e5 | | with only the heat that is not ejected | | safety | | | of retained heat
resistance.area_specific | area-specific resistance (bottom-up estimate) | R_A | ohm*cm^2 | 0 1e6 | | of one electrode pair, summed from its components | | life | -1
resistance.dc | DC resistance (bottom-up estimate) | R | ohm | 0 1e6 | | of the cell at half charge, at the end of a pulse | | life | | sheet | bottom-up
lifetime.fade_per_cycle | capacity fade per cycle | f | % | 0 50 | | of the initial capacity, linear
lifetime.cycles_to_failure | cycles to failure | N_{fail} | 1 | 1 1e6 | | cycle at which a cell was observed to fail
lifetime.implied_efficiency | implied Li coulombic efficiency | \eta_{Li} | % | 0 100 | | from the cycles to failure and the facing excess lithium
lifetime.cycles_to_depletion | cycles to lithium depletion | N | 1 | 0 inf | | until the facing excess lithium is used up; an upper bound of cycle life | | life | +1 | page, study | upper bound
lifetime.efficiency_for_cycles | required Li coulombic efficiency | \eta_{req} | % | 0 100 | | to reach the target cycle life
lifetime.target_cycles | target cycle life | N^* | 1 | 1 1e6 | | cycles wanted before the lithium is depleted
"""  # noqa: E501
