/** Sizes for people, in units of 1,000 as disks are sold. Pure. */
const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** @param language BCP 47, for the number and the unit */
export function bytesText(bytes: number, language: string): string {
  const thousands = Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const power = Math.min(units.length, thousands);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power - 1]!,
    maximumFractionDigits: power === 1 ? 0 : 1,
  }).format(bytes / 1_000 ** power);
}
