/**
 * Units of measure with their exact factors to the base unit of their dimension. Sources: SI brochure;
 * international yard and pound (1959); NIST SP 811 for US customary volumes; imperial gallon 4.54609 l.
 */

export type Dimension =
  | 'length'
  | 'mass'
  | 'volume'
  | 'temperature'
  | 'speed'
  | 'area'
  | 'time'
  | 'data'
  | 'energy'
  | 'pressure'
  | 'power';

export interface Unit {
  /** Plural for answers. */
  readonly plural: string;
  readonly singular: string;
  readonly dimension: Dimension;
  /** Exact factor to the base unit as "number" or "number/number"; temperatures carry an offset as well. */
  readonly factor: string;
  /** Base = (value + offset) * factor. */
  readonly offset?: string;
  /** The unit this one is turned into when the question names none. */
  readonly counterpart?: string;
}

/** dimension | singular | plural | other spellings | factor | counterpart */
const rows = `
length|metre|metres|meter,meters,m|1|foot
length|kilometre|kilometres|kilometer,kilometers,km,kms,k m|1000|mile
length|centimetre|centimetres|centimeter,centimeters,cm,cms|0.01|inch
length|millimetre|millimetres|millimeter,millimeters,mm|0.001|inch
length|micrometre|micrometres|micrometer,micrometers,micron,microns|0.000001|
length|nanometre|nanometres|nanometer,nanometers,nm|0.000000001|
length|inch|inches|in.|0.0254|centimetre
length|foot|feet|ft|0.3048|metre
length|yard|yards|yd,yds|0.9144|metre
length|mile|miles|mi|1609.344|kilometre
length|nautical mile|nautical miles||1852|kilometre
length|light year|light years|lightyear,lightyears|9460730472580800|
mass|gram|grams|g,gramme,grammes|0.001|ounce
mass|kilogram|kilograms|kg,kgs,kilo,kilos,kilogramme,kilogrammes|1|pound
mass|milligram|milligrams|mg|0.000001|
mass|tonne|tonnes|metric ton,metric tons|1000|
mass|ounce|ounces|oz|0.028349523125|gram
mass|pound|pounds|lb,lbs|0.45359237|kilogram
mass|stone|stone|stones|6.35029318|kilogram
mass|ton|tons|short ton,short tons,us ton,us tons|907.18474|kilogram
volume|litre|litres|liter,liters,l|1|pint
volume|millilitre|millilitres|milliliter,milliliters,ml,mls|0.001|fluid ounce
volume|centilitre|centilitres|centiliter,centiliters,cl|0.01|fluid ounce
volume|decilitre|decilitres|deciliter,deciliters,dl|0.1|cup
volume|cubic metre|cubic metres|cubic meter,cubic meters|1000|
volume|cubic centimetre|cubic centimetres|cubic centimeter,cubic centimeters,cc|0.001|
volume|cubic inch|cubic inches||0.016387064|
volume|cubic foot|cubic feet||28.316846592|
volume|fluid ounce|fluid ounces|fl oz,us fluid ounce,us fluid ounces|0.0295735295625|millilitre
volume|cup|cups|us cup,us cups|0.2365882365|millilitre
volume|tablespoon|tablespoons|tbsp,table spoon,table spoons|0.01478676478125|millilitre
volume|teaspoon|teaspoons|tsp,tea spoon,tea spoons|0.00492892159375|millilitre
volume|pint|pints|us pint,us pints|0.473176473|litre
volume|quart|quarts|us quart,us quarts|0.946352946|litre
volume|gallon|gallons|us gallon,us gallons|3.785411784|litre
volume|imperial pint|imperial pints|uk pint,uk pints,british pint,british pints|0.56826125|litre
volume|imperial gallon|imperial gallons|uk gallon,uk gallons,british gallon,british gallons|4.54609|litre
speed|kilometre per hour|kilometres per hour|kilometer per hour,kilometers per hour,kmh,kph,km per hour,km / h,kilometers an hour,kilometres an hour,km h|1000/3600|mile per hour
speed|mile per hour|miles per hour|mph,miles an hour|1609.344/3600|kilometre per hour
speed|metre per second|metres per second|meter per second,meters per second,meters a second,metres a second,m / s|1|
speed|foot per second|feet per second||0.3048|
speed|knot|knots||1852/3600|kilometre per hour
area|square metre|square metres|square meter,square meters,sqm|1|square foot
area|square kilometre|square kilometres|square kilometer,square kilometers|1000000|square mile
area|square centimetre|square centimetres|square centimeter,square centimeters|0.0001|square inch
area|hectare|hectares||10000|acre
area|acre|acres||4046.8564224|hectare
area|square foot|square feet||0.09290304|square metre
area|square inch|square inches||0.00064516|square centimetre
area|square yard|square yards||0.83612736|square metre
area|square mile|square miles||2589988.110336|square kilometre
time|nanosecond|nanoseconds||0.000000001|
time|microsecond|microseconds||0.000001|
time|millisecond|milliseconds|ms|0.001|
time|second|seconds|sec,secs|1|
time|minute|minutes|min,mins|60|
time|hour|hours|hr,hrs|3600|
time|day|days||86400|
time|week|weeks||604800|
time|fortnight|fortnights||1209600|
time|year|years||31536000|
time|decade|decades||315360000|
time|century|centuries||3153600000|
data|bit|bits||1/8|
data|byte|bytes||1|
data|kilobyte|kilobytes|kb|1000|
data|megabyte|megabytes|mb,meg,megs|1000000|
data|gigabyte|gigabytes|gb,gig,gigs|1000000000|
data|terabyte|terabytes|tb|1000000000000|
data|petabyte|petabytes|pb|1000000000000000|
data|kibibyte|kibibytes|kib|1024|
data|mebibyte|mebibytes|mib|1048576|
data|gibibyte|gibibytes|gib|1073741824|
data|tebibyte|tebibytes|tib|1099511627776|
data|megabit|megabits||125000|
data|gigabit|gigabits||125000000|
energy|joule|joules|j|1|
energy|kilojoule|kilojoules|kj|1000|kilocalorie
energy|calorie|calories|cal|4.184|joule
energy|kilocalorie|kilocalories|kcal,food calorie,food calories|4184|kilojoule
energy|watt hour|watt hours||3600|
energy|kilowatt hour|kilowatt hours|kwh|3600000|
energy|british thermal unit|british thermal units|btu,btus|1055.05585262|
pressure|pascal|pascals|pa|1|
pressure|kilopascal|kilopascals|kpa|1000|pound per square inch
pressure|hectopascal|hectopascals|hpa|100|
pressure|bar|bars||100000|pound per square inch
pressure|millibar|millibars|mbar|100|
pressure|atmosphere|atmospheres|atm|101325|
pressure|pound per square inch|pounds per square inch|psi|4.4482216152605/0.00064516|bar
power|watt|watts|w|1|
power|kilowatt|kilowatts|kw|1000|horsepower
power|horsepower|horsepower|hp|745.69987158227022|kilowatt
`;

const temperatures: readonly (Unit & { readonly said: string })[] = [
  {
    singular: 'degree Celsius',
    plural: 'degrees Celsius',
    said: 'celsius,degrees celsius,degree celsius,centigrade,degrees centigrade,c,degrees c,degrees in celsius',
    dimension: 'temperature',
    factor: '1',
    offset: '273.15',
    counterpart: 'fahrenheit',
  },
  {
    singular: 'degree Fahrenheit',
    plural: 'degrees Fahrenheit',
    said: 'fahrenheit,degrees fahrenheit,degree fahrenheit,f,degrees f,farenheit',
    dimension: 'temperature',
    factor: '5/9',
    offset: '459.67',
    counterpart: 'celsius',
  },
  {
    singular: 'kelvin',
    plural: 'kelvin',
    said: 'kelvin,kelvins,degrees kelvin',
    dimension: 'temperature',
    factor: '1',
    offset: '0',
    counterpart: 'celsius',
  },
];

const units = new Map<string, Unit>();
for (const row of rows.trim().split('\n')) {
  const [dimension, singular, plural, said, factor, counterpart] = row.split('|') as [
    Dimension,
    string,
    string,
    string,
    string,
    string,
  ];
  const unit: Unit = { dimension, singular, plural, factor, ...(counterpart ? { counterpart } : {}) };
  for (const word of [singular, plural, ...said.split(',').filter(Boolean)]) units.set(word, unit);
}
for (const { said, ...unit } of temperatures)
  for (const word of [unit.singular, ...said.split(',')]) units.set(word, unit);

/** Most words in the name of a unit. */
export const MOST_UNIT_WORDS = 4;

/** The unit of a spoken name in lower case, singular or plural, long or short. */
export const unitNamed = (name: string): Unit | null => units.get(name) ?? null;
