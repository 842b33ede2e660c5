/** Figures of the monitor as a person reads them, in the language of the page. Pure. */

const format = (language: string, unit: string, digits: number) =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  });

const formats = new Map<string, Intl.NumberFormat>();

/** Making one costs far more than using it, and these are used hundreds of times a second. */
function formatOf(language: string, unit: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${unit} ${digits}`;
  const known = formats.get(key) ?? format(language, unit, digits);
  formats.set(key, known);
  return known;
}

/** Below ten with one digit: 2.4 ms and 24 ms. */
const digitsOf = (value: number) => (Math.abs(value) < 10 ? 1 : 0);

export const msText = (ms: number, language: string): string =>
  formatOf(language, 'millisecond', digitsOf(ms)).format(ms);

export const megabytesText = (megabytes: number, language: string): string =>
  formatOf(language, 'megabyte', digitsOf(megabytes)).format(megabytes);

export const percentText = (percent: number, language: string): string =>
  formatOf(language, 'percent', digitsOf(percent)).format(percent);

/** The two greatest units that are not nothing: 1 hr, 2 min; at least seconds. */
export function durationText(seconds: number, language: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 86_400), 'day'],
    [Math.floor(whole / 3_600) % 24, 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .filter(([value], i) => i === 0 || value > 0)
    .map(([value, unit]) => formatOf(language, unit, 0).format(value))
    .join(' ');
}
