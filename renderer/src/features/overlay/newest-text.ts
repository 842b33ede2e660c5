/** What fits into two lines of a live text: its end, cut at a word, with the beginning that will not change apart. */
const MOST_CHARACTERS = 120;

export interface LiveText {
  readonly text: string;
  readonly stable: string;
}

/** Pure. `stable` is a beginning of `text`, or is taken for none. */
export function newestText(live: LiveText | null): { readonly stable: string; readonly rest: string } {
  if (!live) return { stable: '', rest: '' };
  const stable = live.text.startsWith(live.stable) ? live.stable : '';
  const rest = live.text.slice(stable.length).trim();
  const room = Math.max(0, MOST_CHARACTERS - rest.length);
  if (stable.length <= room) return { stable: stable.trim(), rest: rest.slice(-MOST_CHARACTERS) };
  const cut = stable.slice(stable.length - room);
  const atWord = cut.slice(cut.indexOf(' ') + 1);
  return { stable: room === 0 ? '' : `… ${atWord.trim()}`, rest: rest.slice(-MOST_CHARACTERS) };
}
