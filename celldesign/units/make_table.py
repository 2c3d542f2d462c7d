"""Writes celldesign/units/table.py from pint: `python -m celldesign.units.make_table`."""

from pathlib import Path

from celldesign.units.spelling import CURRENCIES, ask_pint

SI = f"{' '.join(CURRENCIES)} J V C W A ohm S F N Pa kg mol m s K"  # in the order of a spelling
SYMBOLS = {
    "1": "% wt% vol% mol% at% ppm ppb CO2e CO2eq cycle cycles",
    **{currency: currency for currency in CURRENCIES},
    "USD": "USD MUSD",
    "CNY": "CNY RMB",
    "J": "J mJ kJ MJ GJ TJ mWh Wh kWh MWh GWh TWh eV meV cal kcal",
    "V": "uV mV V kV",
    "C": "uC mC C kC uAh mAh Ah kAh",
    "W": "uW mW W kW MW GW",
    "A": "nA uA mA A kA",
    "ohm": "uohm mohm ohm kohm Mohm",
    "S": "nS uS mS S",
    "F": "uF mF F",
    "N": "mN N kN",
    "Pa": "mPa Pa hPa kPa MPa GPa mbar bar atm",
    "kg": "ug mg g kg t gCO2e kgCO2e kgCO2eq tCO2e",
    "mol": "umol mmol mol kmol",
    "mol/m^3": "mM M",
    "m": "angstrom nm um micron mil mm cm dm m km",
    "m^3": "uL mL dL L l",
    "s": "us ms s min h hr hour day week month year yr",
    "1/s": "Hz kHz",
    "K": "K mK degC degF",
}

OTHERWISE = {"mil": "thou"}  # pint's mil is an angle, a foil's a thousandth of an inch


def table() -> str:
    """Write the module that holds the table, to the 15 digits that a float surely keeps."""
    rows = [
        f'    "{symbol}": ({float(f"{scale:.15g}")!r}, {float(f"{zero:.15g}")!r}, "{si}"),'
        for si, symbols in SYMBOLS.items()
        for symbol in symbols.split()
        for scale, zero, _ in [ask_pint(OTHERWISE.get(symbol, symbol))]
    ]
    lines = [
        '"""Generated from pint by `python -m celldesign.units.make_table`; not edited by hand."""',
        "",
        "SYMBOLS = {  # scale and offset to SI, and the SI unit",
        *rows,
        "}",
        "BASES = {  # the SI units of signatures, in the order of a spelling, in base units",
        *(f'    "{si}": "{ask_pint(si)[2]}",' for si in SI.split()),
        "}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("table.py").write_text(table(), encoding="utf-8")
