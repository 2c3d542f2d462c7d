"""What is bought as the tab of an electrode."""

from celldesign.si import Dollars, DollarsPerKilogram, Fraction, Kilograms


def tab_cost(
    tab_mass: Kilograms,
    tab_price: DollarsPerKilogram,
    tab_unit_price: Dollars,
    process_cells_over_baseline: Fraction,
    plant_unit_price_exponent: Fraction,
    plant_cell_yield: Fraction,
) -> Dollars:
    """By mass and by piece, where a piece is cheaper the more are made: 5.75 g and 0.08 USD.

    >>> round(tab_cost(5.74952e-3, 2.405, 0.08, 1.0, 0.15, 0.95), 5)
    0.09877
    """
    piece = tab_unit_price * process_cells_over_baseline**-plant_unit_price_exponent
    return (tab_mass * tab_price + piece) / plant_cell_yield
