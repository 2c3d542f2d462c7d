"""Values of a user, as a file of materials and as a table."""

OWN = """
[source.acme]
citation = "ACME: NMC-811 grade 3, data sheet"
kind = "datasheet"
year = 2025
url = "https://example.org/a?b=1&c=2"

[[material]]
key = "NMC811"

[[material.property]]
name = "density"
value = "4.71 +/- 0.03 g/cm^3"
low = "4.6 g/cm^3"
high = "4.8 g/cm^3"
source = "acme"
quality = "A"
locator = "Table 2"
note = 'pycnometer; "helium", 99.9 %'

[[material.property]]
name = "specific_capacity"
value = "201 mAh/g"
temperature = "25 degC"
conditions = { window = "3.0-4.3 V", rate = "C/10", counter = "graphite; coated = yes" }
source = "handbook"
year = 2024
quality = "B"
preferred = true

[[material.price]]
value = "21.5 $/kg"
low = "20 $/kg"
year = 2025
region = "EU"
source = "acme"
quality = "C"

[[material]]
key = "foam-7"
name = "<b>My foam</b>; DROP TABLE material; --"
role = "separator"
formula = "(C3H6)n"
aliases = ["soft foam", "Schaum ä"]
notes = "line one\\nline two"

[[material.property]]
name = "porosity"
value = "0.55 1"
source = "acme"
quality = "B"
"""
CSV = """material,name,role,property,value,std,unit,temperature,conditions,source,citation,kind,\
quality
NMC811,,,density,4.71,0.03,g/cm^3,,,acme,ACME data sheet,datasheet,A
NMC811,,,ionic_conductivity,1.5 mS/cm,,,25 degC,counter = any,acme,,,B
foam,My foam,separator,porosity,55,,%,,,acme,,,B
foam,,,price,12 EUR/kg,,,,,acme,,,C
"""
