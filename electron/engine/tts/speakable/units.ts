/** Units behind a number. A table, and the one lookup it needs. */

interface Unit {
  readonly one: string;
  readonly many: string;
  /** Only directly behind the number: with a space between it would be a word or a letter. */
  readonly tight?: boolean;
}

const regular: Readonly<Record<string, string>> = {
  km: 'kilometer',
  m: 'meter',
  cm: 'centimeter',
  mm: 'millimeter',
  nm: 'nanometer',
  µm: 'micrometer',
  μm: 'micrometer',
  mi: 'mile',
  yd: 'yard',
  kg: 'kilogram',
  g: 'gram',
  mg: 'milligram',
  µg: 'microgram',
  μg: 'microgram',
  lb: 'pound',
  lbs: 'pound',
  oz: 'ounce',
  t: 'ton',
  l: 'liter',
  L: 'liter',
  dl: 'deciliter',
  cl: 'centiliter',
  ml: 'milliliter',
  mL: 'milliliter',
  gal: 'gallon',
  qt: 'quart',
  pt: 'pint',
  tbsp: 'tablespoon',
  tsp: 'teaspoon',
  s: 'second',
  sec: 'second',
  secs: 'second',
  ms: 'millisecond',
  µs: 'microsecond',
  μs: 'microsecond',
  ns: 'nanosecond',
  min: 'minute',
  mins: 'minute',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  yr: 'year',
  yrs: 'year',
  B: 'byte',
  kB: 'kilobyte',
  KB: 'kilobyte',
  MB: 'megabyte',
  GB: 'gigabyte',
  TB: 'terabyte',
  PB: 'petabyte',
  KiB: 'kibibyte',
  MiB: 'mebibyte',
  GiB: 'gibibyte',
  TiB: 'tebibyte',
  kbit: 'kilobit',
  Mbit: 'megabit',
  Gbit: 'gigabit',
  W: 'watt',
  kW: 'kilowatt',
  MW: 'megawatt',
  GW: 'gigawatt',
  Wh: 'watt hour',
  kWh: 'kilowatt hour',
  MWh: 'megawatt hour',
  V: 'volt',
  kV: 'kilovolt',
  mV: 'millivolt',
  mA: 'milliamp',
  mAh: 'milliamp hour',
  Ω: 'ohm',
  kΩ: 'kilohm',
  J: 'joule',
  kJ: 'kilojoule',
  cal: 'calorie',
  kcal: 'kilocalorie',
  Pa: 'pascal',
  hPa: 'hectopascal',
  kPa: 'kilopascal',
  bar: 'bar',
  px: 'pixel',
  MP: 'megapixel',
  ac: 'acre',
  '°': 'degree',
};

const special: Readonly<Record<string, Unit>> = {
  ft: { one: 'foot', many: 'feet' },
  in: { one: 'inch', many: 'inches', tight: true },
  '%': { one: 'percent', many: 'percent' },
  '‰': { one: 'per mille', many: 'per mille' },
  '°C': { one: 'degree Celsius', many: 'degrees Celsius' },
  '°F': { one: 'degree Fahrenheit', many: 'degrees Fahrenheit' },
  '°K': { one: 'kelvin', many: 'kelvin' },
  '℃': { one: 'degree Celsius', many: 'degrees Celsius' },
  '℉': { one: 'degree Fahrenheit', many: 'degrees Fahrenheit' },
  C: { one: 'degree Celsius', many: 'degrees Celsius', tight: true },
  F: { one: 'degree Fahrenheit', many: 'degrees Fahrenheit', tight: true },
  A: { one: 'amp', many: 'amps', tight: true },
  d: { one: 'day', many: 'days', tight: true },
  k: { one: 'thousand', many: 'thousand', tight: true },
  M: { one: 'million', many: 'million', tight: true },
  bn: { one: 'billion', many: 'billion' },
  x: { one: 'times', many: 'times', tight: true },
  '×': { one: 'times', many: 'times', tight: true },
  Hz: { one: 'hertz', many: 'hertz' },
  kHz: { one: 'kilohertz', many: 'kilohertz' },
  MHz: { one: 'megahertz', many: 'megahertz' },
  GHz: { one: 'gigahertz', many: 'gigahertz' },
  dB: { one: 'decibel', many: 'decibels' },
  dBA: { one: 'decibels A', many: 'decibels A' },
  LUFS: { one: 'luffs', many: 'luffs' },
  ha: { one: 'hectare', many: 'hectares' },
  psi: { one: 'P S I', many: 'P S I' },
  dpi: { one: 'D P I', many: 'D P I' },
  ppm: { one: 'parts per million', many: 'parts per million' },
  fps: { one: 'frame per second', many: 'frames per second' },
  rpm: { one: 'revolution per minute', many: 'revolutions per minute' },
  RPM: { one: 'revolution per minute', many: 'revolutions per minute' },
  bpm: { one: 'beat per minute', many: 'beats per minute' },
  mph: { one: 'mile per hour', many: 'miles per hour' },
  kph: { one: 'kilometer per hour', many: 'kilometers per hour' },
  kmh: { one: 'kilometer per hour', many: 'kilometers per hour' },
  kbps: { one: 'kilobit per second', many: 'kilobits per second' },
  Mbps: { one: 'megabit per second', many: 'megabits per second' },
  Gbps: { one: 'gigabit per second', many: 'gigabits per second' },
  mpg: { one: 'mile per gallon', many: 'miles per gallon' },
  'sq ft': { one: 'square foot', many: 'square feet' },
  'fl oz': { one: 'fluid ounce', many: 'fluid ounces' },
  '℅': { one: 'care of', many: 'care of' },
};

const table = new Map<string, Unit>(Object.entries(special));
for (const [sign, name] of Object.entries(regular)) {
  table.set(sign, { one: name, many: name === 'bar' ? name : `${name}s` });
}

/** The name of a unit as it stands behind `per`. */
const perNames: Readonly<Record<string, string>> = { mo: 'month', wk: 'week', ea: 'each', capita: 'capita' };

/** The single name of a unit sign or a plain word behind a slash; null if it is neither. */
export function perUnit(sign: string): string | null {
  return perNames[sign] ?? table.get(sign)?.one ?? (/^[a-z]{3,12}$/.test(sign) ? sign : null);
}

const candidate =
  /([ \u00a0\u202f]?)(sq ft|fl oz|[°º℃℉%‰Ωµμ×A-Za-z]{1,5})([²³]|\^[23])?(?:\/([A-Za-z]{1,12})([²³]?))?/y;

/**
 * The unit that begins at `at`, right behind a number or after one space.
 * @param singular the number is exactly one
 * @returns its length with the space and its words, or null
 */
export function unitAt(
  text: string,
  at: number,
  singular: boolean,
): { length: number; words: string } | null {
  candidate.lastIndex = at;
  const found = candidate.exec(text);
  if (!found) return null;
  const [, space = '', letters = '', power = '', per, perPower = ''] = found;
  const sign = letters.replace('º', '°');
  const unit = table.get(sign);
  if (!unit || (unit.tight && space !== '')) return null;
  const ownEnd = at + space.length + letters.length + power.length;
  // A word that only begins like a unit, or a single letter that is part of a name.
  if (/[\p{L}\p{N}]/u.test(text[ownEnd] ?? ' ') && !/[°%‰℃℉]$/.test(sign)) return null;
  if (/^[smhtgBLlJVW]$/.test(sign) && /^['’.][a-z]/i.test(text.slice(ownEnd, ownEnd + 2))) return null;
  const powerWord = power === '' ? '' : /[2²]/.test(power) ? 'square ' : 'cubic ';
  const name = powerWord + (singular ? unit.one : unit.many);
  const perName = per === undefined ? null : perUnit(per);
  if (perName === null) return { length: ownEnd - at, words: name };
  const words = perName === 'each' ? `${name} each` : `${name} per ${perName}`;
  const squared = perPower === '' ? '' : perPower === '²' ? ' squared' : ' cubed';
  return { length: found[0].length, words: words + squared };
}
