"""Quantities of the plant, of what a cell costs and emits, and of what it delivers in its life."""

ROWS = r"""
economics.annual_capacity | annual production capacity | V | GWh/year | 1e-4 500 | | energy of the good cells of a year
lifetime.cycle_limit | cycle limit in service | N_e | 1 | 1 inf | | cycles after which the cell is retired at the latest
lifetime.cycles | cycle life in service | N_d | 1 | 0 inf | | until the lithium or the capacity is used up, or to the cycle limit | | life | +1
lifetime.delivered_energy | lifetime energy throughput | E_d | kWh | 0 inf | | of all cycles, with their fade
plant.base_annual_capacity | annual capacity, baseline | V_0 | GWh/year | 1e-6 1e6 | | at which the stages are stated
plant.base_cells | cells started, baseline | b_0 | 1/year | 1 1e15 | | cells that enter the baseline plant in a year
plant.base_cathode_active | cathode active material purchased, baseline | m_{c,0} | t/year | 1e-6 1e9 | | by the baseline plant in a year
plant.base_anode_active | anode active material purchased, baseline | m_{a,0} | t/year | 1e-6 1e9 | | by the baseline plant in a year
plant.base_cathode_area | cathode area coated, baseline | A_{c,0} | m^2/year | 1 1e15 | | by the baseline plant in a year
plant.base_anode_area | anode area coated, baseline | A_{a,0} | m^2/year | 1 1e15 | | by the baseline plant in a year
plant.base_electrode_area | electrode area coated, baseline | A_{e,0} | m^2/year | 1 1e15 | | both electrodes, by the baseline plant in a year
plant.base_separator_area | separator area, baseline | A_{s,0} | m^2/year | 1 1e15 | | used by the baseline plant in a year
plant.base_solvent | cathode solvent evaporated, baseline | m_{s,0} | t/year | 1e-6 1e9 | | by the baseline plant in a year
plant.base_capacity | cell capacity, baseline | Q_0 | Ah | 1e-3 1e4 | | at which stacking and formation are stated
plant.large_capacity | large-cell threshold | Q_{lg} | Ah | 1e-3 1e4 | | cell capacity above which formation needs more capital
plant.base_cathode_solvent_load | cathode solvent per area, baseline | s_{c,0} | kg/m^2 | 1e-6 100 | | over the area of the cells started
plant.base_anode_solvent_load | anode solvent per area, baseline | s_{a,0} | kg/m^2 | 1e-6 100 | | over the area of the cells started
plant.solvent_exponent | scaling exponent of solvent per area | p_s | 1 | 0 3 | | of the capital of coating
plant.unit_price_exponent | volume scaling exponent of unit prices | p_u | 1 | 0 1 | | of baseline cells over cells started
plant.cell_yield | cell yield | y | % | 1 100 | | good cells over cells started
plant.coating_yield | coating yield | y_c | % | 1 100 | | in the cell over purchased, by material
plant.foil_yield | current-collector yield | y_f | % | 1 100 | | foil in the cell over purchased
plant.metal_foil_yield | metal-foil yield | y_m | % | 1 100 | | metal anode in the cell over purchased
plant.separator_yield | separator yield | y_s | % | 1 100 | | separator in the cell over purchased
plant.electrolyte_yield | electrolyte yield | y_{el} | % | 1 100 | | liquid in the cell over purchased
plant.cathode_solvent_per_binder | cathode solvent per binder | s_{c,b} | 1 | 0 1000 | | by mass
plant.cathode_solvent_per_catholyte | cathode solvent per catholyte | s_{c,el} | 1 | 0 1000 | | by mass
plant.anode_solvent_per_binder | anode solvent per binder | s_{a,b} | 1 | 0 1000 | | by mass
plant.solvent_loss | cathode solvent loss | l_s | % | 0 100 | | share that solvent recovery does not return
plant.solvent_charge | cathode solvent charged | c_s | 1 | | lost/all | the loss of recovery, or all of it per cell started as BatPaC's workbook has it
plant.wage | direct labour wage | w | USD/h | 0 1e4 | | per hour of direct labour
plant.building_price | building cost | p_b | USD/m^2 | 0 1e6 | | per floor area
plant.electricity_price | electricity price | p_e | USD/kWh | 0 100 | | paid by the plant
plant.base_electricity_price | electricity price, baseline | p_{e,0} | USD/kWh | 0 100 | | that the variable overhead already contains
plant.capital_depreciation | depreciation rate of equipment | d_k | %/year | 0 100 | | of the capital, a year
plant.building_depreciation | depreciation rate of buildings | d_b | %/year | 0 100 | | of the building cost, a year
plant.labour_overhead | variable overhead on labour | o_l | % | 0 1000 | | of direct labour
plant.depreciation_overhead | variable overhead on depreciation | o_d | % | 0 1000 | | of depreciation
plant.administration_share | GSA on labour and overhead | g_l | % | 0 1000 | | general, sales and administration, of labour and variable overhead
plant.administration_depreciation | GSA on depreciation | g_d | % | 0 1000 | | general, sales and administration, of depreciation
plant.research_share | R&D on depreciation | g_r | % | 0 1000 | | research and development, of depreciation
plant.launch_materials | launch costs, materials | t_m | year | 0 10 | | of a year's materials
plant.launch_conversion | launch costs, labour and overhead | t_c | year | 0 10 | | of a year's labour and variable overhead
plant.working_capital | working capital | t_w | year | 0 10 | | of a year's variable cost
plant.profit_rate | profit rate | g_p | %/year | 0 100 | | of the investment, a year
plant.warranty_share | warranty rate | g_w | % | 0 100 | | of cost and profit
stage.driver | stage driver | d_i | 1 | 0 100 | component | what the throughput of each stage scales with
stage.labour | stage labour, baseline | h_{0,i} | h/year | 0 1e9 | component | of each stage, a year
stage.capital | stage capital, baseline | K_{0,i} | MUSD | 0 1e6 | component | equipment of each stage
stage.area | stage floor area, baseline | F_{0,i} | m^2 | 0 1e9 | component | of each stage
stage.labour_exponent | labour scaling exponent | p_{h,i} | 1 | 0 2 | component | over the throughput of each stage
stage.capital_exponent | capital scaling exponent | p_{K,i} | 1 | 0 2 | component | over the throughput of each stage
stage.area_exponent | floor-area scaling exponent | p_{F,i} | 1 | 0 2 | component | over the throughput of each stage
stage.labour_capacity_exponent | labour exponent over cell capacity | q_{h,i} | 1 | 0 2 | component | over the cell's capacity
stage.capital_capacity_exponent | capital exponent over cell capacity | q_{K,i} | 1 | 0 2 | component | over the cell's capacity
stage.area_capacity_exponent | floor-area exponent over cell capacity | q_{F,i} | 1 | 0 2 | component | over the cell's capacity
stage.large_cell_factor | capital factor for large cells | f_{lg,i} | 1 | 0 100 | component | above the large-cell threshold
stage.solvent | solvent dried by the stage | s_i | 1 | 0 2 | component | 1 the cathode's, 2 the anode's, 0 none
stage.share | share that serves the cells | x_i | 1 | 0 1 | component | the rest serves modules and packs
stage.shared_by_area | shared by floor area | x_{F,i} | 1 | 0 1 | component | 1 where the capital is shared as the floor area is
process.cell_rate | good cells per year | n | 1/year | 0 1e18 | | annual production capacity over the cell's energy
process.started_rate | cells started per year | b | 1/year | 0 1e18 | | good cells over the cell yield
process.cells_over_baseline | cells started over the baseline | b/b_0 | 1 | 0 1e12 | | per year
process.cathode_solvent_mass | cathode solvent per cell | m_{s,c} | g | 0 1e9 | | with the binder purchased for a good cell
process.anode_solvent_mass | anode solvent per cell | m_{s,a} | g | 0 1e9 | | with the binder purchased for a good cell
process.cathode_solvent_factor | capital factor of the cathode solvent | f_{s,c} | 1 | 0 100 | | on the capital of coating
process.anode_solvent_factor | capital factor of the anode solvent | f_{s,a} | 1 | 0 100 | | on the capital of coating
process.ratio_cathode_active | cathode active material over the baseline | r_{m,c} | 1 | 0 1e9 | | throughput ratio that scales stages
process.ratio_anode_active | anode active material over the baseline | r_{m,a} | 1 | 0 1e9 | | throughput ratio that scales stages
process.ratio_cathode_area | cathode area over the baseline | r_{A,c} | 1 | 0 1e9 | | throughput ratio that scales stages
process.ratio_anode_area | anode area over the baseline | r_{A,a} | 1 | 0 1e9 | | throughput ratio that scales stages
process.ratio_electrode_area | electrode area over the baseline | r_{A,e} | 1 | 0 1e9 | | throughput ratio that scales stages
process.ratio_separator_area | separator area over the baseline | r_{A,s} | 1 | 0 1e9 | | throughput ratio that scales stages
process.ratio_solvent | cathode solvent over the baseline | r_s | 1 | 0 1e9 | | throughput ratio that scales stages
process.ratio_annual_capacity | annual capacity over the baseline | r_V | 1 | 0 1e9 | | throughput ratio that scales stages
process.stage_rate | stage throughput over the baseline | r_i | 1 | 0 1e9 | component | of each stage
process.stage_gross_area | stage floor area, modules and packs included | F_{g,i} | m^2 | 0 1e12 | component | of each stage
process.stage_area | stage floor area | F_i | m^2 | 0 1e12 | component | of each stage, for cells
process.stage_labour | stage labour | h_i | h/year | 0 1e15 | component | of each stage, for cells, a year
process.stage_capital | stage capital | K_i | MUSD | 0 1e12 | component | of each stage, for cells
process.area_share | share of the floor area for cells | x_F | % | 0 100 | | of the plant's floor area
process.labour | direct labour | h | h/year | 0 1e15 | | of the plant, for cells, a year
process.capital | equipment capital | K | MUSD | 0 1e12 | | of the plant, for cells
process.area | floor area | F | m^2 | 0 1e12 | | of the plant, for cells
{e}.component_binder | binder components | b_i | 1 | 0 1 | component | 1 where the component binds, 0 elsewhere
{e}.component_price | component prices | p_i | USD/kg | 0 1e6 | component | of each component of the formulation
{e}.component_cost | component costs | C_i | USD | 0 1e9 | component | purchased for a good cell
{e}.active_mass | active-material mass | m_{am,t} | g | 0 1e9 | | in the cell
{e}.binder_mass | binder mass | m_b | g | 0 1e9 | | in the cell
{e}.catholyte_mass | catholyte mass | m_{cat} | g | 0 1e9 | | in the cell
{e}.coated_area | coated area | A_{ct} | cm^2 | 0 1e9 | | all coated sides in the cell
{e}.coating_cost | coating cost | C_{ct} | USD | 0 1e9 | | materials purchased for a good cell
{e}.collector.area | current-collector area | A_{cc} | cm^2 | 0 1e9 | | all sheets
{e}.collector.price | current-collector price | p_{cc} | USD/m^2 | 0 1e6 | | per area of foil
{e}.collector.price_per_mass | current-collector price by mass | p_{cc,m} | USD/kg | 0 1e6 | | per mass of foil
{e}.collector.quoted_price | current-collector price as quoted | p_{cc,q} | USD/m^2 | 0 1e6 | | for its quoted thickness
{e}.collector.quoted_thickness | thickness of the quoted foil | L_{cc,q} | um | 1e-3 1e5 | | that the price is quoted for
{e}.collector.cost | current-collector cost | C_{cc} | USD | 0 1e9 | | purchased for a good cell
{e}.tab.price | tab price by mass | p_t | USD/kg | 0 1e6 | | of the tab's metal
{e}.tab.unit_price | tab unit price | p_{t,u} | USD | 0 1e6 | | at the baseline's number of cells
{e}.tab.cost | tab cost | C_t | USD | 0 1e9 | | purchased for a good cell
cathode.solvent_price | cathode solvent price | p_s | USD/kg | 0 1e6 | | per mass of solvent
cathode.solvent_cost | cathode solvent cost | C_s | USD | 0 1e9 | | of the solvent lost or purchased per good cell
anode.price | metal-foil price | p_a | USD/kg | 0 1e6 | | per mass of foil
separator.price | separator price | p_{sep} | USD/m^2 | 0 1e6 | | per area
separator.price_per_mass | separator price by mass | p_{sep,m} | USD/kg | 0 1e6 | | per mass
separator.cost | separator cost | C_{sep} | USD | 0 1e9 | | purchased for a good cell
electrolyte.price | electrolyte price | p_{el} | USD/L | 0 1e6 | | per volume of liquid
electrolyte.price_per_mass | electrolyte price by mass | p_{el,m} | USD/kg | 0 1e6 | | per mass of liquid
electrolyte.cost | electrolyte cost | C_{el} | USD | 0 1e9 | | purchased for a good cell
casing.price | casing price by mass | p_l | USD/kg | 0 1e6 | | of the casing's material
casing.unit_price | casing unit price | p_{l,u} | USD | 0 1e6 | | at the baseline's number of cells
casing.cost | casing cost | C_l | USD | 0 1e9 | | purchased for a good cell
cost.materials | materials | C_m | USD | 0 1e9 | | purchased for a good cell | | cost
cost.stage_labour | labour by stage | C_{h,i} | USD | 0 1e9 | component | per good cell
cost.stage_depreciation | depreciation by stage | C_{d,i} | USD | 0 1e9 | component | per good cell
cost.stage | cost by stage | C_{st,i} | USD | 0 1e9 | component | all but materials and electricity, per good cell
cost.labour | direct labour | C_h | USD | 0 1e9 | | per good cell
cost.variable_overhead | variable overhead | C_o | USD | 0 1e9 | | per good cell
cost.depreciation | depreciation | C_d | USD | 0 1e9 | | per good cell
cost.administration | GSA | C_g | USD | 0 1e9 | | general, sales and administration, per good cell
cost.research | R&D | C_r | USD | 0 1e9 | | research and development, per good cell
cost.electricity | electricity price difference | C_e | USD | -1e9 1e9 | | what the region's price adds over the baseline's, per good cell
cost.cell | cell cost | C | USD | 0 1e9 | | without profit and warranty | | cost
cost.per_energy | cell cost per kWh | C/E | USD/kWh | 0 1e9 | | of the cell's energy in operation | | cost | -1 | page, study
cost.per_throughput | levelised cost per kWh delivered | C/E_d | USD/kWh | 0 1e9 | | over the cell's life in service | | cost | -1
cost.investment | investment | I | MUSD | 0 1e9 | | equipment, building, launch costs and working capital | | cost
cost.profit | profit | C_p | USD | 0 1e9 | | per good cell
cost.warranty | warranty | C_w | USD | 0 1e9 | | per good cell
price.cell | cell price | P | USD | 0 1e9 | | cost, profit and warranty | | cost
price.per_energy | cell price per kWh | P/E | USD/kWh | 0 1e9 | | of the cell's energy in operation | | cost | -1
{e}.component_ghg_factor | component emission factors | g_i | kg/kg | -10 1e4 | component | cradle-to-gate CO2e; 0 where no factor is known
{e}.component_ghg_known | components with an emission factor | k_i | 1 | 0 1 | component | 1 where a factor is known
{e}.coating_ghg | cradle-to-gate GHG emissions of the coating | G_{ct} | kg | 0 1e9 | | CO2e of what is purchased
{e}.coating_covered_mass | coating mass with emission factors | m_k | g | 0 1e9 | | mass in the cell whose factor is known
{e}.collector.ghg_factor | emission factor of the current collector | g_{cc} | kg/kg | -10 1e4 | | cradle-to-gate CO2e; 0 where no factor is known
{e}.collector.ghg_known | current collector with an emission factor | k_{cc} | 1 | 0 1 | | 1 where a factor is known
{e}.tab.ghg_factor | emission factor of the tab | g_t | kg/kg | -10 1e4 | | cradle-to-gate CO2e; 0 where no factor is known
{e}.tab.ghg_known | tab with an emission factor | k_t | 1 | 0 1 | | 1 where a factor is known
anode.ghg_factor | emission factor of the metal foil | g_a | kg/kg | -10 1e4 | | cradle-to-gate CO2e; 0 where no factor is known
anode.ghg_known | metal foil with an emission factor | k_a | 1 | 0 1 | | 1 where a factor is known
separator.ghg_factor | emission factor of the separator | g_{sep} | kg/kg | -10 1e4 | | cradle-to-gate CO2e; 0 where no factor is known
separator.ghg_known | separator with an emission factor | k_{sep} | 1 | 0 1 | | 1 where a factor is known
electrolyte.ghg_factor | emission factor of the electrolyte | g_{el} | kg/kg | -10 1e4 | | cradle-to-gate CO2e; 0 where no factor is known
electrolyte.ghg_known | electrolyte with an emission factor | k_{el} | 1 | 0 1 | | 1 where a factor is known
casing.ghg_factor | emission factor of the casing | g_l | kg/kg | -10 1e4 | | cradle-to-gate CO2e; 0 where no factor is known
casing.ghg_known | casing with an emission factor | k_l | 1 | 0 1 | | 1 where a factor is known
footprint.step_electricity | electricity by process step | w_{e,i} | kWh/kWh | 0 1e4 | component | of the plant, per energy of the cells
footprint.step_heat | heat by process step | w_{h,i} | kWh/kWh | 0 1e4 | component | of the plant, per energy of the cells
footprint.electricity | manufacturing electricity per kWh | w_e | kWh/kWh | 0 1e4 | | per energy of the cells
footprint.heat | manufacturing heat per kWh | w_h | kWh/kWh | 0 1e4 | | per energy of the cells
footprint.grid_intensity | grid carbon intensity | g_e | kg/kWh | 0 10 | | CO2e per electricity
footprint.heat_intensity | carbon intensity of heat | g_h | kg/kWh | 0 10 | | CO2e per heat
footprint.materials_ghg | cradle-to-gate GHG emissions of the materials | G_m | kg | 0 1e9 | | CO2e of those with an emission factor, per good cell
footprint.plant_ghg | GHG emissions of the plant | G_p | kg | 0 1e9 | | CO2e of electricity and heat, per good cell
footprint.coverage | emission-factor coverage (mass %) | x_g | % | 0 100 | | share of the cell's mass; what is not covered counts nothing | | footprint | | | of the mass
footprint.ghg_per_energy | cradle-to-gate GHG emissions per kWh | G/E | kg/kWh | 0 1e6 | | CO2e of plant and covered materials | | footprint | -1 | page
footprint.energy_per_energy | manufacturing energy demand per kWh | w | kWh/kWh | 0 1e6 | | electricity and heat of the plant per energy of the cells | | footprint | -1
footprint.per_throughput | GHG emissions per kWh delivered | G/E_d | kg/kWh | 0 1e6 | | CO2e over the cell's life in service | | footprint | -1
"""  # noqa: E501
