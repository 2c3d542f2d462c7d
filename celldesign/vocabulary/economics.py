"""Quantities of the plant, of what a cell costs and emits, and of what it delivers in its life."""

ROWS = r"""
economics.annual_capacity | volume of the plant | V | GWh/year | 1e-4 500 | | energy of the accepted cells of a year
lifetime.cycle_limit | end of life | N_e | 1 | 1 inf | | cycles after which the cell is retired at the latest
lifetime.cycles | cycles delivered | N_d | 1 | 0 inf | | until the lithium or the capacity is used up, or to the end of life that is given
lifetime.delivered_energy | energy delivered | E_d | kWh | 0 inf | | of all cycles, with their fade
plant.base_annual_capacity | volume of the baseline | V_0 | GWh/year | 1e-6 1e6 | | at which the stages are stated
plant.base_cells | cells built, baseline | b_0 | 1/year | 1 1e15 | |
plant.base_cathode_active | cathode active purchased, baseline | | t/year | 1e-6 1e9 | |
plant.base_anode_active | anode active purchased, baseline | | t/year | 1e-6 1e9 | |
plant.base_cathode_area | cathode area built, baseline | | m^2/year | 1 1e15 | |
plant.base_anode_area | anode area built, baseline | | m^2/year | 1 1e15 | |
plant.base_electrode_area | electrode area built, baseline | | m^2/year | 1 1e15 | | of both electrodes
plant.base_separator_area | membrane area built, baseline | | m^2/year | 1 1e15 | |
plant.base_solvent | cathode solvent evaporated, baseline | | t/year | 1e-6 1e9 | |
plant.base_capacity | cell capacity, baseline | Q_0 | Ah | 1e-3 1e4 | | at which stacking and formation are stated
plant.large_capacity | capacity of a large cell | | Ah | 1e-3 1e4 | | above which formation takes more capital
plant.base_cathode_solvent_load | cathode solvent per area, baseline | | kg/m^2 | 1e-6 100 | | over the area of the cells built
plant.base_anode_solvent_load | anode solvent per area, baseline | | kg/m^2 | 1e-6 100 | | over the area of the cells built
plant.solvent_exponent | exponent of the solvent per area | | 1 | 0 3 | | of the capital of coating
plant.unit_price_exponent | exponent of the piece prices | | 1 | 0 1 | | in baseline cells over cells
plant.cell_yield | yield of cells | y | % | 1 100 | | accepted over built
plant.coating_yield | yield of coatings | | % | 1 100 | | in the cell over purchased, by material
plant.foil_yield | yield of collector foils | | % | 1 100 | |
plant.metal_foil_yield | yield of metal foils | | % | 1 100 | |
plant.separator_yield | yield of membranes | | % | 1 100 | |
plant.electrolyte_yield | yield of the liquid electrolyte | | % | 1 100 | |
plant.cathode_solvent_per_binder | cathode solvent per binder | | 1 | 0 1000 | | by mass
plant.cathode_solvent_per_catholyte | cathode solvent per catholyte | | 1 | 0 1000 | | by mass
plant.anode_solvent_per_binder | anode solvent per binder | | 1 | 0 1000 | | by mass
plant.solvent_loss | cathode solvent lost | | % | 0 100 | | what recovery does not bring back
plant.solvent_charge | cathode solvent that is paid for | | 1 | | lost/all | what recovery loses, or as the workbook has it all of it, per built cell
plant.wage | wage | w | USD/h | 0 1e4 | | direct labour
plant.building_price | building | | USD/m^2 | 0 1e6 | | per floor area
plant.electricity_price | electricity | | USD/kWh | 0 100 | |
plant.base_electricity_price | electricity, baseline | | USD/kWh | 0 100 | | at which the overhead already holds it
plant.capital_depreciation | depreciation of equipment | | %/year | 0 100 | |
plant.building_depreciation | depreciation of buildings | | %/year | 0 100 | |
plant.labour_overhead | overhead on labour | | % | 0 1000 | |
plant.depreciation_overhead | overhead on depreciation | | % | 0 1000 | |
plant.administration_share | administration | | % | 0 1000 | | of labour and variable overhead
plant.administration_depreciation | administration, by depreciation | | % | 0 1000 | | of depreciation
plant.research_share | research | | % | 0 1000 | | of depreciation
plant.launch_materials | launch, materials | | year | 0 10 | | of a year's materials
plant.launch_conversion | launch, labour and overhead | | year | 0 10 | | of a year's labour and variable overhead
plant.working_capital | working capital | | year | 0 10 | | of a year's variable cost
plant.profit_rate | profit | | %/year | 0 100 | | of the investment
plant.warranty_share | warranty | | % | 0 100 | | of cost and profit
stage.driver | what drives the rate | | 1 | 0 100 | component | number of the driver of each stage
stage.labour | labour, baseline | | h/year | 0 1e9 | component | of each stage
stage.capital | capital, baseline | | MUSD | 0 1e6 | component | of each stage
stage.area | area, baseline | | m^2 | 0 1e9 | component | of each stage
stage.labour_exponent | exponent of labour | | 1 | 0 2 | component | over the rate
stage.capital_exponent | exponent of capital | | 1 | 0 2 | component | over the rate
stage.area_exponent | exponent of area | | 1 | 0 2 | component | over the rate
stage.labour_capacity_exponent | exponent of labour over capacity | | 1 | 0 2 | component | over the cell's capacity
stage.capital_capacity_exponent | exponent of capital over capacity | | 1 | 0 2 | component | over the cell's capacity
stage.area_capacity_exponent | exponent of area over capacity | | 1 | 0 2 | component | over the cell's capacity
stage.large_cell_factor | capital for large cells | | 1 | 0 100 | component | factor above the capacity of a large cell
stage.solvent | which solvent it dries | | 1 | 0 2 | component | 1 the cathode's, 2 the anode's, 0 none
stage.share | share that serves the cells | | 1 | 0 1 | component | the rest serves modules and packs
stage.shared_by_area | shared by area | | 1 | 0 1 | component | 1 where the capital is shared as the area is
process.cell_rate | accepted cells | n | 1/year | 0 1e18 | |
process.started_rate | cells built | b | 1/year | 0 1e18 | |
process.cells_over_baseline | cells built over the baseline | b/b_0 | 1 | 0 1e12 | | as many a year
process.cathode_solvent_mass | cathode solvent per cell | | g | 0 1e9 | | with the binder purchased for an accepted cell
process.anode_solvent_mass | anode solvent per cell | | g | 0 1e9 | | with the binder purchased for an accepted cell
process.cathode_solvent_factor | factor of the cathode's solvent | | 1 | 0 100 | | on the capital of coating
process.anode_solvent_factor | factor of the anode's solvent | | 1 | 0 100 | | on the capital of coating
process.ratio_cathode_active | cathode active over the baseline | | 1 | 0 1e9 | |
process.ratio_anode_active | anode active over the baseline | | 1 | 0 1e9 | |
process.ratio_cathode_area | cathode area over the baseline | | 1 | 0 1e9 | |
process.ratio_anode_area | anode area over the baseline | | 1 | 0 1e9 | |
process.ratio_electrode_area | electrode area over the baseline | | 1 | 0 1e9 | |
process.ratio_separator_area | membrane area over the baseline | | 1 | 0 1e9 | |
process.ratio_solvent | cathode solvent over the baseline | | 1 | 0 1e9 | |
process.ratio_annual_capacity | volume over the baseline | | 1 | 0 1e9 | |
process.stage_rate | rate over the baseline | r_i | 1 | 0 1e9 | component | of each stage
process.stage_gross_area | area with modules and packs | | m^2 | 0 1e12 | component | of each stage
process.stage_area | area | | m^2 | 0 1e12 | component | of each stage, for cells
process.stage_labour | labour | | h/year | 0 1e15 | component | of each stage, for cells
process.stage_capital | capital | | MUSD | 0 1e12 | component | of each stage, for cells
process.area_share | share of the area for cells | | % | 0 100 | |
process.labour | labour | | h/year | 0 1e15 | |
process.capital | equipment | | MUSD | 0 1e12 | |
process.area | area | | m^2 | 0 1e12 | |
{e}.component_binder | binders | | 1 | 0 1 | component | 1 where the component binds, 0 elsewhere
{e}.component_price | prices of the components | | USD/kg | 0 1e6 | component |
{e}.component_cost | cost of the components | | USD | 0 1e9 | component | purchased for an accepted cell
{e}.active_mass | active mass | | g | 0 1e9 | | in the cell
{e}.binder_mass | binder mass | | g | 0 1e9 | | in the cell
{e}.catholyte_mass | catholyte mass | | g | 0 1e9 | | in the cell
{e}.coated_area | coated area | | cm^2 | 0 1e9 | | of all coated faces in the cell
{e}.coating_cost | cost of the coating | | USD | 0 1e9 | | materials purchased for an accepted cell
{e}.collector.area | collector area | | cm^2 | 0 1e9 | | of all sheets
{e}.collector.price | price of the collector | | USD/m^2 | 0 1e6 | |
{e}.collector.price_per_mass | price of the collector by mass | | USD/kg | 0 1e6 | |
{e}.collector.quoted_price | price of the collector as quoted | | USD/m^2 | 0 1e6 | | for its quoted thickness
{e}.collector.quoted_thickness | thickness that the price is quoted for | | um | 1e-3 1e5 | | of the collector
{e}.collector.cost | cost of the collectors | | USD | 0 1e9 | |
{e}.tab.price | price of the tab | | USD/kg | 0 1e6 | |
{e}.tab.unit_price | price of the tab, a piece | | USD | 0 1e6 | | at the baseline's number of cells
{e}.tab.cost | cost of the tab | | USD | 0 1e9 | |
cathode.solvent_price | price of the cathode's solvent | | USD/kg | 0 1e6 | |
cathode.solvent_cost | cost of the cathode's solvent | | USD | 0 1e9 | |
anode.price | price of the metal foil | | USD/kg | 0 1e6 | |
separator.price | price of the membrane | | USD/m^2 | 0 1e6 | |
separator.price_per_mass | price of the membrane by mass | | USD/kg | 0 1e6 | |
separator.cost | cost of the membranes | | USD | 0 1e9 | |
electrolyte.price | price of the electrolyte | | USD/L | 0 1e6 | |
electrolyte.price_per_mass | price of the electrolyte by mass | | USD/kg | 0 1e6 | |
electrolyte.cost | cost of the electrolyte | | USD | 0 1e9 | |
casing.price | price of the casing | | USD/kg | 0 1e6 | |
casing.unit_price | price of the casing, a piece | | USD | 0 1e6 | | at the baseline's number of cells
casing.cost | cost of the casing | | USD | 0 1e9 | |
cost.materials | materials | | USD | 0 1e9 | | purchased for an accepted cell
cost.stage_labour | labour by stage | | USD | 0 1e9 | component | per accepted cell
cost.stage_depreciation | depreciation by stage | | USD | 0 1e9 | component | per accepted cell
cost.stage | cost by stage | | USD | 0 1e9 | component | all but materials and electricity, per accepted cell
cost.labour | labour | | USD | 0 1e9 | | per accepted cell
cost.variable_overhead | variable overhead | | USD | 0 1e9 | | per accepted cell
cost.depreciation | depreciation | | USD | 0 1e9 | | per accepted cell
cost.administration | sales and administration | | USD | 0 1e9 | | per accepted cell
cost.research | research and development | | USD | 0 1e9 | | per accepted cell
cost.electricity | electricity beside the baseline | | USD | -1e9 1e9 | | what the region's price adds, per accepted cell
cost.cell | cost of a cell | | USD | 0 1e9 | | without profit and warranty
cost.per_energy | cost per energy | | USD/kWh | 0 1e9 | | of the cell's energy in operation
cost.per_throughput | cost per energy delivered | | USD/kWh | 0 1e9 | | over the cell's life
cost.investment | investment | | MUSD | 0 1e9 | | equipment, building, launch and working capital
cost.profit | profit | | USD | 0 1e9 | | per accepted cell
cost.warranty | warranty | | USD | 0 1e9 | | per accepted cell
price.cell | price of a cell | | USD | 0 1e9 | | cost, profit and warranty
price.per_energy | price per energy | | USD/kWh | 0 1e9 | | of the cell's energy in operation
{e}.component_ghg_factor | greenhouse gas of the components | | kg/kg | -10 1e4 | component | CO2e; 0 where no factor is known
{e}.component_ghg_known | components with a factor | | 1 | 0 1 | component | 1 where a factor is known
{e}.coating_ghg | greenhouse gas of the coating | | kg | 0 1e9 | | CO2e of what is purchased
{e}.coating_covered_mass | coating with factors | | g | 0 1e9 | | mass in the cell whose factor is known
{e}.collector.ghg_factor | greenhouse gas of the collector | | kg/kg | -10 1e4 | | CO2e; 0 where no factor is known
{e}.collector.ghg_known | collector with a factor | | 1 | 0 1 | | 1 where a factor is known
{e}.tab.ghg_factor | greenhouse gas of the tab | | kg/kg | -10 1e4 | | CO2e; 0 where no factor is known
{e}.tab.ghg_known | tab with a factor | | 1 | 0 1 | | 1 where a factor is known
anode.ghg_factor | greenhouse gas of the metal foil | | kg/kg | -10 1e4 | | CO2e; 0 where no factor is known
anode.ghg_known | metal foil with a factor | | 1 | 0 1 | | 1 where a factor is known
separator.ghg_factor | greenhouse gas of the membrane | | kg/kg | -10 1e4 | | CO2e; 0 where no factor is known
separator.ghg_known | membrane with a factor | | 1 | 0 1 | | 1 where a factor is known
electrolyte.ghg_factor | greenhouse gas of the electrolyte | | kg/kg | -10 1e4 | | CO2e; 0 where no factor is known
electrolyte.ghg_known | electrolyte with a factor | | 1 | 0 1 | | 1 where a factor is known
casing.ghg_factor | greenhouse gas of the casing | | kg/kg | -10 1e4 | | CO2e; 0 where no factor is known
casing.ghg_known | casing with a factor | | 1 | 0 1 | | 1 where a factor is known
footprint.step_electricity | electricity by step | | kWh/kWh | 0 1e4 | component | of the plant, per energy of the cells
footprint.step_heat | heat by step | | kWh/kWh | 0 1e4 | component | of the plant, per energy of the cells
footprint.electricity | electricity of the plant | | kWh/kWh | 0 1e4 | | per energy of the cells
footprint.heat | heat of the plant | | kWh/kWh | 0 1e4 | | per energy of the cells
footprint.grid_intensity | greenhouse gas of electricity | | kg/kWh | 0 10 | | CO2e
footprint.heat_intensity | greenhouse gas of heat | | kg/kWh | 0 10 | | CO2e
footprint.materials_ghg | greenhouse gas of the materials | | kg | 0 1e9 | | CO2e of those with a factor, per accepted cell
footprint.plant_ghg | greenhouse gas of the plant | | kg | 0 1e9 | | CO2e of electricity and heat, per accepted cell
footprint.coverage | mass covered by factors | | % | 0 100 | | share of the cell's mass; what is not covered counts nothing
footprint.ghg_per_energy | greenhouse gas per energy | | kg/kWh | 0 1e6 | | CO2e of plant and covered materials
footprint.energy_per_energy | energy per energy | | kWh/kWh | 0 1e6 | | electricity and heat of the plant per energy of the cells
footprint.per_throughput | greenhouse gas per energy delivered | | kg/kWh | 0 1e6 | | CO2e over the cell's life
"""  # noqa: E501
