"""`celldesign measure`: from a file of readings to a property with its uncertainty."""

import typer

from celldesign.app.measure.calorimetry import calorimetry
from celldesign.app.measure.cells import cycling, pulses
from celldesign.app.measure.curve import curve
from celldesign.app.measure.impedance import impedance
from celldesign.app.measure.titration import gitt
from celldesign.app.measure.transport import (
    conductivity,
    diffusion,
    interface,
    oxidation,
    transference,
)

measure = typer.Typer(
    help="Turn readings into properties: the paper's equations 1 to 8.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
for command in (conductivity, transference, interface, diffusion, oxidation, pulses, cycling):
    measure.command()(command)
for command in (impedance, gitt, calorimetry, curve):
    measure.command()(command)
