"""What a design says of money: currency and year, region and plant, prices, recycled shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from celldesign.design.entry import Entry, read_addressed
from celldesign.errors import DesignError
from celldesign.units.quantities import from_si, parse_as
from celldesign.units.spelling import CURRENCIES

_FACTORS = {"price_change": (-0.5, 0.5), "learning_rate": (0.0, 0.5), "volume_ratio": (1.0, 1e4)}
KEYS = ("currency", "price_year", *_FACTORS, "region", "grid", "plant")
_RECYCLED = ("Li", "Ni", "Co", "Mn", "Fe", "Cu", "Al", "C", "Pb")


@dataclass(frozen=True)
class Economics:
    """The wishes of a design; what is empty is left to the plant."""

    currency: str = "USD"
    price_year: int | None = None
    price_change: float | None = None
    learning_rate: float | None = None
    volume_ratio: float | None = None
    region: str = ""
    grid: str = ""
    plant: str = ""
    prices: Mapping[str, Entry] = field(default_factory=dict)
    recycled: Mapping[str, float] = field(default_factory=dict)


def take(economics: Economics, keys: tuple[str, ...], value: Any) -> Economics | None:
    """Read one key of the sections [economics], [price] and [recycled]; None if it is no such key.

    Raises DesignError, or UnitError for a text without the right unit.
    """
    if len(keys) != 2:
        return None
    section, key = keys
    if section == "price":
        return replace(economics, prices={**economics.prices, key: read_price(value)})
    if section == "recycled":
        return replace(economics, recycled={**economics.recycled, key: _share(key, value)})
    if section != "economics" or key not in KEYS:
        return None
    if key == "price_year":
        return replace(economics, price_year=_year(value))
    if key in _FACTORS:
        number: dict[str, Any] = {key: _factor(key, value)}
        return replace(economics, **number)
    if not isinstance(value, str) or not value.strip():
        raise DesignError("a text is required", given=repr(value))
    if key == "currency" and value not in CURRENCIES:
        mend = f"the currencies are {', '.join(CURRENCIES)}"
        raise DesignError("an unknown currency", given=value, mend=mend)
    wish: dict[str, Any] = {key: value}
    return replace(economics, **wish)


def read_price(value: Any) -> Entry:
    """Read money per mass, area or volume.

    >>> read_price("18 $/kg").value
    18.0
    """
    entry = read_addressed(value)
    currency, _, per = entry.unit.replace("$", "USD").replace("€", "EUR").partition("/")
    if currency.strip() not in (*CURRENCIES, "RMB", "£") or not per:
        mend = "write for example 18 USD/kg, 1.2 USD/m^2 or 10 USD/L"
        raise DesignError("money per mass, area or volume is required", given=entry.text, mend=mend)
    if entry.value <= 0:
        raise DesignError("a price above zero is required", given=entry.text)
    return entry


def _year(value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not text.isdecimal() or not 1990 <= int(text) <= 2100:
        raise DesignError("a year from 1990 to 2100 is required", given=text)
    return int(text)


def _factor(key: str, value: Any) -> float:
    """A change of prices per year, a learning rate or a ratio of cumulative volumes."""
    unit = {"price_change": "%/year", "learning_rate": "%"}.get(key, "1")
    si, _ = parse_as(str(value), unit)
    number = from_si(si, "1/year" if key == "price_change" else "1")
    low, high = _FACTORS[key]
    if not low <= number <= high:
        scale = 100 if "%" in unit else 1
        required = f"{key} from {scale * low:g} to {scale * high:g} {unit}".removesuffix(" 1")
        raise DesignError(f"{required} is required", given=str(value))
    return float(number)


def _share(element: str, value: Any) -> float:
    if element not in _RECYCLED:
        mend = f"write one of {', '.join(_RECYCLED)}"
        raise DesignError("recycled content is by element", given=element, mend=mend)
    if not isinstance(value, str):
        raise DesignError("a share with a unit is required", given=repr(value), mend="write '10 %'")
    share, _ = parse_as(value, "%")
    if not 0 <= share <= 1:
        raise DesignError("a share from 0 to 100 % is required", given=value)
    return share
