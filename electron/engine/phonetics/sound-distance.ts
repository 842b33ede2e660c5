/**
 * How unlike two sequences of sounds are: a weighted edit distance in which sounds that are easily taken for one
 * another cost little. The weights were chosen by hand from how the sounds are made (place, manner, voice) and
 * corrected on what Whisper tiny.en wrote for synthesised phrases. Owns no text and no thresholds.
 */

/** Vowels by height (0 closed, 1 open) and place (0 front, 1 back); diphthongs where they begin, drawn to their end. */
const vowelPlace: Readonly<Record<string, readonly [height: number, back: number]>> = {
  i: [0, 0],
  I: [0.2, 0.1],
  e: [0.45, 0.1],
  E: [0.35, 0.05],
  a: [0.9, 0.3],
  A: [0.95, 0.8],
  o: [0.45, 0.9],
  u: [0.05, 0.9],
  V: [0.7, 0.6],
  Y: [0.7, 0.4],
  W: [0.7, 0.8],
  O: [0.4, 0.7],
  '@': [0.5, 0.5],
};

const voicePairs = ['pb', 'td', 'kg', 'fv', 'sz', 'SZ', 'CJ'];
const manners = ['pbtdkg', 'fvTszSZh', 'CJ', 'mnN', 'lrwy'];

/** Pairs heard for one another more often than their making suggests. */
const nearPairs: Readonly<Record<string, number>> = {
  nN: 0.15,
  mn: 0.35,
  Td: 0.35,
  Tt: 0.45,
  Tf: 0.3,
  Ts: 0.4,
  Tv: 0.4,
  vw: 0.4,
  bv: 0.4,
  lr: 0.55,
  lw: 0.5,
  CS: 0.3,
  JZ: 0.3,
  Ct: 0.45,
  Jd: 0.45,
  sS: 0.4,
  zZ: 0.4,
  Jy: 0.45,
  hT: 0.5,
  hp: 0.6,
  hk: 0.55,
  ht: 0.65,
  hf: 0.5,
  rw: 0.5,
};

const isVowel = (sound: string) => Object.hasOwn(vowelPlace, sound);

function consonantCost(a: string, b: string): number {
  const near = nearPairs[a + b] ?? nearPairs[b + a];
  if (near !== undefined) return near;
  if (voicePairs.some((pair) => pair.includes(a) && pair.includes(b))) return 0.2;
  return manners.some((group) => group.includes(a) && group.includes(b)) ? 0.65 : 0.9;
}

/** Cost of hearing `a` as `b`, 0 to 1.2. */
export function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  if (isVowel(a) && isVowel(b)) {
    const [heightA, backA] = vowelPlace[a]!;
    const [heightB, backB] = vowelPlace[b]!;
    return 0.08 + 0.4 * Math.hypot(heightA - heightB, backA - backB);
  }
  if (isVowel(a) || isVowel(b)) {
    const pair = a + b;
    return /^(?:iy|yi|uw|wu|@r|r@)$/.test(pair) ? 0.3 : 1.2;
  }
  return consonantCost(a, b);
}

/** Cost of a sound that only one side has. */
export function gapCost(sound: string): number {
  if (sound === '@') return 0.3;
  if (isVowel(sound)) return 0.5;
  if (sound === 'h') return 0.4;
  if (sound === 'r' || sound === 'w' || sound === 'y') return 0.45;
  return sound === 't' || sound === 'd' ? 0.6 : 0.8;
}

/** What a sequence weighs: distances are judged in proportion to it. */
export function weightOf(sounds: string): number {
  let weight = 0;
  for (const sound of sounds) weight += isVowel(sound) ? 0.6 : 1;
  return weight;
}

/** Cost table of one sound against another, filled once: the distance is asked for often. */
const soundLetters = 'pbtdkgfvTszSZhCJmnNlrwyiIeEaAouVYWO@';
const codeOf = new Map([...soundLetters].map((sound, index) => [sound, index]));
const substitutions = [...soundLetters].map((a) =>
  Float64Array.from(soundLetters, (b) => substitutionCost(a, b)),
);
const gaps = Float64Array.from(soundLetters, gapCost);

/** Sounds as numbers for `prefixDistances`; what is no sound is left out. */
export function soundCodes(sounds: string): Uint8Array {
  return Uint8Array.from([...sounds].flatMap((sound) => codeOf.get(sound) ?? []));
}

export interface PrefixDistances {
  /** Distance of the whole pattern to the first i sounds of the text, i from 0. */
  readonly cost: Float64Array;
  /** The part of it that falls on the first `split` sounds of the pattern. */
  readonly headCost: Float64Array;
}

/** Distance of a pattern to every prefix of a text. Time and memory: pattern x text. */
export function prefixDistances(pattern: Uint8Array, text: Uint8Array, split: number): PrefixDistances {
  const width = text.length + 1;
  let cost = new Float64Array(width);
  let head = new Float64Array(width);
  for (let i = 1; i < width; i++) cost[i] = cost[i - 1]! + gaps[text[i - 1]!]!;
  if (split === 0) head.fill(0);
  else head.set(cost);
  for (let row = 1; row <= pattern.length; row++) {
    const sound = pattern[row - 1]!;
    const inHead = row <= split;
    const nextCost = new Float64Array(width);
    const nextHead = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      let best = cost[i]! + gaps[sound]!;
      let headHere = head[i]!;
      if (i > 0) {
        const swap = cost[i - 1]! + substitutions[sound]![text[i - 1]!]!;
        const skip = nextCost[i - 1]! + gaps[text[i - 1]!]!;
        if (swap <= best) {
          best = swap;
          headHere = head[i - 1]!;
        }
        if (skip < best) {
          best = skip;
          headHere = nextHead[i - 1]!;
        }
      }
      nextCost[i] = best;
      nextHead[i] = inHead ? best : headHere;
    }
    cost = nextCost;
    head = nextHead;
  }
  return { cost, headCost: head };
}

/** Likeness of two sequences, 1 the same, 0 nothing in common. */
export function soundLikeness(a: string, b: string): number {
  const weight = Math.max(weightOf(a), weightOf(b));
  if (weight === 0) return a === b ? 1 : 0;
  const text = soundCodes(b);
  return Math.max(0, 1 - prefixDistances(soundCodes(a), text, 0).cost[text.length]! / weight);
}
