/** A time of day with seconds, in the language of the page; the day as well when it is another one. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, hasDay: boolean): Intl.DateTimeFormat {
  const key = `${language} ${String(hasDay)}`;
  const known =
    formats.get(key) ??
    new Intl.DateTimeFormat(language, {
      ...(hasDay ? { dateStyle: 'medium' } : {}),
      timeStyle: 'medium',
    });
  formats.set(key, known);
  return known;
}

/** @param at epoch milliseconds @param now likewise */
export function clockText(at: number, language: string, now = Date.now()): string {
  const hasDay = new Date(at).toDateString() !== new Date(now).toDateString();
  return formatOf(language, hasDay).format(at);
}
