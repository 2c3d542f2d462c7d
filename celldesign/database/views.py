"""The views that reading goes through: a value with its source, in force or ever entered."""

_SOURCE = "s.key AS source, s.citation, s.doi, s.url, s.year AS source_year, s.kind, s.licence"
_VALUE = (
    "p.id, p.material, p.property, p.value, p.unit, p.si_value, p.std, p.low, p.high,"
    " p.qualifier, p.temperature, p.conditions, p.locator, p.year, p.quality, p.preferred,"
    f" p.note, p.origin, {_SOURCE}"
)
_PRICE = (
    "p.id, p.material, p.value, p.currency, p.unit, p.si_value, p.year, p.region, p.quantity,"
    f" p.quality, p.note, p.origin, p.low, p.high, {_SOURCE}"
)
_CURVE = (
    "p.id, p.key, p.material, p.direction, p.temperature, p.counter, p.capacity AS printed,"
    " p.si_capacity AS capacity, p.note, p.measured, p.origin, s.key AS source, s.citation, s.doi"
)
_HISTORY = "p.superseded_by, p.withdrawn, p.entered_at"
_IN_FORCE = "WHERE p.superseded_by IS NULL AND NOT p.withdrawn"
_VALUES = "FROM property_value p JOIN source s ON s.key = p.source"
_PRICES = "FROM price p JOIN source s ON s.key = p.source"
_CURVES = "FROM curve p JOIN source s ON s.key = p.source"

VIEWS = {
    "property_view": f"SELECT {_VALUE} {_VALUES} {_IN_FORCE}",
    "price_view": f"SELECT {_PRICE} {_PRICES} {_IN_FORCE}",
    "curve_view": f"SELECT {_CURVE} {_CURVES} {_IN_FORCE}",
    "property_history": f"SELECT {_VALUE}, {_HISTORY} {_VALUES}",
    "price_history": f"SELECT {_PRICE}, {_HISTORY} {_PRICES}",
}

# On SQLite this is a table of FTS5; the server has an index on the texts themselves.
SERVER_VIEWS = {"material_fts": "SELECT id AS rowid, text FROM material_search"}
