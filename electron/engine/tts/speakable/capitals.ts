/** Words in capitals: acronyms said as words, letter by letter, shouted words, and Roman numerals. */
import { asOrdinal, cardinal, lettersAloud } from './number-words.ts';
import { before, matchAt } from './reading.ts';
import type { Reading } from './reading.ts';

const saidAsWords = new Set(
  (
    'NASA NATO RAM ROM LASER PIN SIM AIDS UNESCO UNICEF OPEC SCUBA ASCII RADAR SONAR FIFA IKEA COVID LAN WAN BIOS ' +
    'NAFTA ZIP MIDI SAAS UEFA NASDAQ SARS MERS TED NIMBY YOLO FOMO SWAT DARPA DREAM LEGO NIKE CERN CRUD REST SOAP ' +
    'WAV PNG BASIC COBOL FORTRAN CAPTCHA MOMA FEMA OSHA HIPAA POTUS SCOTUS ASAP AWOL ICANN IMAX LEED PETA SALT VIN'
  )
    .split(' ')
    .filter((word) => word !== 'PNG'),
);

const respelled: Readonly<Record<string, string>> = {
  JPEG: 'jay peg', JPG: 'jay peg', GIF: 'gif', JSON: 'jason', YAML: 'yammel', GUI: 'gooey', WYSIWYG: 'wizzy wig',
  WIFI: 'Wi-Fi', SATA: 'say tah', SQL: 'S Q L', OK: 'okay', TV: 'T V', LOL: 'L O L', DIY: 'D I Y', IEEE: 'I triple E',
  NAACP: 'N double eh C P', AAA: 'triple eh', BTW: 'by the way', FYI: 'F Y I', PIN: 'pin',
}; // prettier-ignore

/** Short English words that people shout; a lone one among ordinary words is still a word. */
const words = new Set(
  (
    'A I AM AN AND ANY ARE AS AT BAD BE BIG BUT BUY BY CAN CAR DAY DID DO DON END FAR FEW FOR FREE FROM FULL GET GO GOD ' +
    'GOOD GOT GREAT HAD HAS HAVE HE HELP HER HERE HEY HI HIM HIS HOT HOW IF IN INTO IS ITS JUST LAST LET LIKE LIVE LOT ' +
    'LOVE MAKE MAN MANY MAX MAY ME MIN MORE MOST MUCH MUST MY NEED NEVER NEW NEXT NICE NO NOT NOTE NOW OF OFF OH ON ' +
    'ONE ONLY OR OUR OUT OVER OWN PAY PLUS READ REAL RED RUN SAD SALE SAY SEE SHE SO SOME STAY STOP SUN SUPER TAKE ' +
    'TEN THAN THAT THE THEM THEN THEY THIS TIME TO TOO TOP TWO UP USE VERY WAIT WANT WAR WAS WAY WE WELL WENT WHAT ' +
    'WHEN WHO WHY WILL WIN WITH WON WORK WOW YES YET YOU YOUR ALL ALSO BACK BEST BOTH CALL COME DONE EACH EVEN EVER ' +
    'EVERY FIND FIRE FIRST FIX GIVE HUGE KEEP KNOW LEFT LONG LOOK OPEN PART PLAY PUSH RIGHT SAFE SAME STAR START SURE ' +
    'TODAY TRUE FALSE UNDER UNTIL AFTER AGAIN ALERT BEGIN DEAD DEAL ERROR FAIL GONE HOLD LATE LOUD MOVE SLOW FAST ' +
    'TURN WARN WRONG TODO NULL EXIT CLICK DANGER EASY HAPPY HARD HATE HOME LIFE LOST NONE ONCE PAST PLEASE SOON'
  ).split(' '),
);

const rulers = new Set(
  (
    'Henry Louis Elizabeth Charles George Edward Richard James William John Paul Pius Benedict Leo Napoleon Philip ' +
    'Frederick Friedrich Wilhelm Alexander Nicholas Catherine Francis Peter Ivan Gregory Clement Urban Innocent ' +
    'Ramesses Ramses Mary Boniface Juan Carlos Felipe Ferdinand Leopold Albert Gustav Christian Harald Haakon Olaf ' +
    'Maximilian Rudolf Otto Conrad Baldwin Amenhotep Thutmose Ptolemy Cleopatra Darius Xerxes Theodosius Constantine ' +
    'Robert David Malcolm Kenneth Umberto Victor Emmanuel Selim Mehmed Suleiman Murad Alfonso Sixtus Julius'
  ).split(' '),
);

const romanShape = /[IVXLCDM]{1,9}\b/y;
const valid = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
const numerals: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

function romanValue(letters: string): number {
  let value = 0;
  for (let i = 0; i < letters.length; i++) {
    const own = numerals[letters[i]!]!;
    value += own < (numerals[letters[i + 1] ?? ''] ?? 0) ? -own : own;
  }
  return value;
}

/** Henry VIII, World War II, Chapter IV; letters that are words or initials elsewhere are left alone. */
export function romanNumeral(text: string, at: number): Reading | null {
  const found = matchAt(romanShape, text, at);
  if (!found || !valid.test(found[0])) return null;
  const letters = found[0];
  const lead = /([A-Z][a-z]+) $/.exec(before(text, at, 16))?.[1];
  if (lead === undefined) return null;
  const value = cardinal(String(romanValue(letters)));
  const next = text.slice(at + letters.length, at + letters.length + 6);
  if (rulers.has(lead) && /^[IVX]+$/.test(letters)) {
    if (letters === 'I' && !/^(?:\s*$|[,.;:!?)'’]|\s(?:of|was|is|and)\b)/.test(next)) return null;
    return { length: letters.length, speak: `the ${asOrdinal(value)}` };
  }
  const counted =
    /^(?:War|Chapter|Part|Volume|Act|Type|Phase|Section|Book|Article|Class|Level|Stage|Bowl|Title|Grade|Appendix|Figure|Table|Mark|Episode|Season|Scene|Round|Step|Unit|Tier|Schedule|Apollo)$/.test(
      lead,
    );
  if (counted && !(letters === 'I' && /^\s[a-z]/.test(next))) return { length: letters.length, speak: value };
  return letters.length >= 2 && /^[IVX]+$/.test(letters) ? { length: letters.length, speak: value } : null;
}

const pair = /([A-Z]{1,3})(?:&amp;|&)([A-Z]{1,3})(?![A-Za-z])/y;

/** AT&T, R&D, Q&A; and a lone A that is a grade or a name, not the article. */
export function initialPair(text: string, at: number): Reading | null {
  const found = matchAt(pair, text, at);
  if (found) {
    return { length: found[0].length, speak: `${lettersAloud(found[1]!)} and ${lettersAloud(found[2]!)}` };
  }
  const alone = text[at] === 'A' && at > 0 && /^(?:\+|[.,;:!?)]|\s*$)/.test(text.slice(at + 1, at + 8));
  return alone && !/^\.[A-Za-z]/.test(text.slice(at + 1, at + 3)) ? { length: 1, speak: 'eh' } : null;
}

const capitals = /([A-Z]{2,})(s|['’]s)?(?![a-z])/y;

/** True if the words around are in capitals too: then it is shouting, not an acronym. */
function isShouted(text: string, at: number, end: number): boolean {
  const inFront = /([A-Z]{2,})[^A-Za-z]{1,3}$/.test(before(text, at, 24));
  const behind = /^[^A-Za-z]{1,3}[A-Z]{2,}(?![a-z])/.test(text.slice(end, end + 24));
  return (
    (inFront && behind) ||
    ((inFront || behind) && /^[^a-z]*$/.test(text.slice(Math.max(0, at - 40), end + 40)))
  );
}

/** Words of two and more capitals, with a plural or possessive s. */
export function acronym(text: string, at: number): Reading | null {
  const found = matchAt(capitals, text, at);
  if (!found) return null;
  const [all, letters = '', ending = ''] = found;
  const length = all.length;
  if (Object.hasOwn(respelled, letters)) {
    return { length, speak: respelled[letters]! + (ending === '' ? '' : ending === 's' ? 's' : "'s") };
  }
  const suffix = ending === '' ? '' : "'s";
  if (saidAsWords.has(letters)) return { length, speak: letters + (ending === 's' ? 's' : suffix) };
  const hasVowel = /[AEIOUY]/.test(letters);
  if (words.has(letters) || letters.length > 5 || isShouted(text, at, at + length)) {
    if (hasVowel || letters.length > 12)
      return { length, speak: letters.toLowerCase() + (ending === 's' ? 's' : suffix) };
  }
  return { length, speak: lettersAloud(letters.slice(0, 12)) + suffix };
}
