/** Listening sounds: what people say to show that they follow, without wanting the floor. Pure. */

const SOUNDS = new Set([
  ...[
    'mm',
    'mmm',
    'mmhmm',
    'mhm',
    'hm',
    'hmm',
    'uh',
    'um',
    'er',
    'ah',
    'oh',
    'ooh',
    'huh',
    'uhhuh',
    'aha',
    'ha',
  ],
  ...[
    'yeah',
    'yep',
    'yes',
    'yup',
    'okay',
    'ok',
    'right',
    'sure',
    'wow',
    'cool',
    'nice',
    'great',
    'good',
    'really',
  ],
  ...[
    'i see',
    'got it',
    'all right',
    'alright',
    'of course',
    'oh really',
    'oh wow',
    'no way',
    'oh okay',
    'yeah yeah',
  ],
]);

/** Normal form: lower case, letters and single spaces; hyphens join ("mm-hm" -> "mmhm"). */
function normalForm(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<=\p{L})-(?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** True for empty text, a listening sound, or up to three of them in a row ("mm-hm", "yeah, okay"). */
export function isBackchannel(text: string): boolean {
  const form = normalForm(text);
  if (form === '' || SOUNDS.has(form) || /^(m+h*m*|h+m+|u+h+)$/.test(form)) return true;
  const words = form.split(' ');
  return words.length <= 3 && words.every((word) => SOUNDS.has(word) || /^(m+h*m*|h+m+|u+h+)$/.test(word));
}
