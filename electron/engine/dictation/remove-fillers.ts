/**
 * Takes out the sounds people make while they think, in English and German, and mends what stood around them.
 * Refuses to guess: "um" and "er" are words in German, "you know" is one between commas only.
 */
import { joinWords, splitWords } from './word-pieces.ts';
import type { TextPieces, WordPiece } from './word-pieces.ts';

const always = /^(?:u+h+m*|uhm+|e+rm+|ä+h+m*|ö+h+m*)$/iu;
/** Fillers in English, words in German. */
const englishUm = /^u+m+$/iu;
const englishEr = /^(?:er|Er)$/u;

const germanSigns = new Set(
  `aber alle als am auch auf aus bei beim bin bis bist bitte da dann das dass dem den der des dich dir doch du ein eine
  einem einen einer es euch euer für ganz gar gegen gehen geht habe haben heute hier ich ihm ihn ihr im ist ja jetzt kann
  kein keine kommen kommt können mal mehr mein meine mich mir mit morgen muss nach nicht nichts noch nur oder ohne schon
  sehr sein seine sich sie sind soll um und uns unser viel vom von vor wann warum wenn wer wie wieder will wir wird wo
  wurde zeit zu zum zur zwei drei vier fünf sechs sieben acht neun zehn elf zwölf uhr über sagte geld`.split(
    /\s+/,
  ),
);
for (const shared of ['um', 'am', 'will', 'des', 'es']) germanSigns.delete(shared);
const englishSigns = new Set(
  `a an and are as at be but can could do for from get go going had has have he i i'm if is it it's just like me my not
  of on or our she should so that the their them then there they think this to want was we were what when where which
  who will with would yeah yes you your`.split(/\s+/),
);

type Language = 'english' | 'german' | 'unknown';

function languageOf(pieces: readonly WordPiece[]): Language {
  let english = 0;
  let german = 0;
  for (const { word } of pieces) {
    const lower = word.toLowerCase().replace('’', "'");
    if (englishSigns.has(lower)) english++;
    if (germanSigns.has(lower)) german++;
  }
  if (german > english) return 'german';
  return english > german ? 'english' : 'unknown';
}

function isFiller(word: string, language: Language, kept: ReadonlySet<string>): boolean {
  if (kept.has(word.toLowerCase())) return false;
  // capitals throughout are an abbreviation: the ER, UM
  if (word.length > 1 && word === word.toUpperCase()) return false;
  if (always.test(word)) return true;
  if (englishUm.test(word)) return language !== 'german';
  return englishEr.test(word) && language === 'english';
}

const capitalised = (word: string) => /^\p{Lu}/u.test(word);
const raise = (word: string) => word.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** What is left between two words when the filler between them goes. */
function mendGap(before: string, after: string): string {
  const own = /^(?:,|\.{2,}|…|-+(?=\s|$))/u.exec(after)?.[0] ?? '';
  const left = before.trimEnd();
  const right = after.slice(own.length).trimStart();
  const bare = own === ',' && left.endsWith(',') ? left.slice(0, -1) : left;
  const space = /\n/u.test(before.slice(left.length) + after) ? '\n' : ' ';
  if (!/^[.?!;:,]/u.test(right)) return bare + space + right;
  // the clause ends here: the sign that is left ends what stands before, unless that has ended already
  if (/[.?!;:…,]$/u.test(bare) && !bare.endsWith(','))
    return bare + space + right.replace(/^[.?!;:,]+\s*/u, '');
  return (bare.endsWith(',') ? bare.slice(0, -1) : bare) + right;
}

interface Removal {
  readonly pieces: WordPiece[];
  readonly tail: string;
}

/** Removes pieces `from` to `to` (exclusive) whose number `taken` tells, and mends the gaps and capitals. */
function takeOut(text: TextPieces, taken: (index: number) => boolean): Removal {
  const pieces: WordPiece[] = [];
  let pending: string | null = null;
  let raiseNext = false;
  const { length } = text.pieces;
  for (const [i, piece] of text.pieces.entries()) {
    const gap = pending ?? piece.gap;
    pending = null;
    if (!taken(i)) {
      pieces.push({ gap, word: raiseNext ? raise(piece.word) : piece.word });
      raiseNext = false;
      continue;
    }
    raiseNext ||= capitalised(piece.word);
    const after = i + 1 < length ? text.pieces[i + 1]!.gap : text.tail;
    pending = mendGap(gap, after);
    if (pieces.length === 0) pending = pending.replace(/^[\s.?!;:,]+/u, '');
  }
  const tail = pending === null ? text.tail : pending.trimEnd();
  return { pieces, tail: pieces.length === 0 && pending !== null ? '' : tail };
}

/** `, you know,` and nothing else. */
function isYouKnow(text: TextPieces, i: number): boolean {
  const { pieces, tail } = text;
  const [you, know] = [pieces[i], pieces[i + 1]];
  if (you?.word !== 'you' || know?.word !== 'know' || !/^\s+$/u.test(know.gap)) return false;
  return /,\s*$/u.test(you.gap) && (pieces[i + 2]?.gap ?? tail).startsWith(',') && i + 2 < pieces.length;
}

function takeOutYouKnow(text: TextPieces): TextPieces {
  const taken = new Set<number>();
  text.pieces.forEach((_, i) => {
    if (isYouKnow(text, i)) taken.add(i).add(i + 1);
  });
  if (taken.size === 0) return text;
  const joined: WordPiece[] = [];
  // the two words go as one, so that the commas around them are seen together
  text.pieces.forEach((piece, i) => {
    if (taken.has(i - 1) && taken.has(i) && piece.word === 'know') return;
    joined.push(taken.has(i) ? { gap: piece.gap, word: '' } : piece);
  });
  return takeOut({ pieces: joined, tail: text.tail }, (i) => joined[i]!.word === '');
}

/** @param keep words that are no fillers here, lower case: the user's own terms */
export function removeFillers(text: string, keep: ReadonlySet<string>): string {
  const all = splitWords(text);
  const language = languageOf(all.pieces);
  const first = takeOutYouKnow(all);
  const isTaken = (i: number) => isFiller(first.pieces[i]!.word, language, keep);
  const without = first.pieces.some((_, i) => isTaken(i)) ? takeOut(first, isTaken) : first;
  // "you, um, know" only shows now what it was
  const done = takeOutYouKnow(without);
  return done === all ? text : joinWords(done);
}
