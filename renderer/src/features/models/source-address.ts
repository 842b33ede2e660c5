/** The page a model comes from, where its source names one. Pure. */

/** @returns the first https address in the text, without the punctuation around it; null for none */
export function sourceAddress(source: string): string | null {
  const found = /https:\/\/[^\s<>"']+/.exec(source)?.[0].replace(/[).,;:!?\]]+$/, '') ?? '';
  return URL.canParse(found) ? found : null;
}
