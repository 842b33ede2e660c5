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

/** Words that ask for the floor however short they are; few, since what is left of echo is often heard as some word. */
const FLOOR_WORDS = new Set(
  'stop wait cancel quiet enough pause hey hold parley excuse halt hush shush silence nevermind'.split(' '),
);

/** True when a short burst of speech during a reply is meant for us: "stop", "no, wait", "no", "never mind". */
export function asksForFloor(text: string): boolean {
  const form = normalForm(text);
  if (/^no( no)*$/.test(form) || form.includes('never mind')) return true;
  return form.split(' ').some((word) => FLOOR_WORDS.has(word));
}
