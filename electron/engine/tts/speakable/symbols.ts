/** Signs: what is said, what only shapes the pause, and what is dropped. */
import { before, matchAt } from './reading.ts';
import type { Reading, Rule } from './reading.ts';

const said: Readonly<Record<string, string>> = {
  '&': 'and', '@': 'at', '+': 'plus', '=': 'equals', '%': 'percent', '‰': 'per mille', '±': 'plus or minus',
  '×': 'times', '÷': 'divided by', '√': 'the square root of', '∞': 'infinity', '≤': 'is at most', '≥': 'is at least',
  '≠': 'is not equal to', '≈': 'is about', '≡': 'is identical to', '∑': 'the sum of', '∏': 'the product of',
  '∫': 'the integral of', '∂': 'partial', '∆': 'delta', '∇': 'nabla', '∈': 'in', '∉': 'not in', '⊂': 'a subset of',
  '∪': 'union', '∩': 'intersection', '∀': 'for all', '∃': 'there is', '¬': 'not', '∧': 'and', '∨': 'or', '∅': 'the empty set',
  '→': 'to', '⇒': 'implies', '←': 'from', '↔': 'to and from', '⇔': 'if and only if', '↑': 'up', '↓': 'down', '°': 'degrees', '§': 'section',
  '¶': '', '©': 'copyright', '®': '', '™': '', '℠': '', '№': 'number', '℃': 'degrees Celsius', '℉': 'degrees Fahrenheit',
  '€': 'euros', '£': 'pounds', '¥': 'yen', '₹': 'rupees', '₿': 'bitcoin', '¢': 'cents', '²': 'squared', '³': 'cubed', 'µ': 'micro',
  '✓': '', '✔': '', '✗': '', '✘': '', '★': 'star', '☆': 'star', '℅': 'care of', '⁰': '', '¹': '', '′': '', '″': '',
}; // prettier-ignore

const greek: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa',
  λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi', π: 'pi', ρ: 'rho', σ: 'sigma', τ: 'tau', φ: 'phi', χ: 'chi', ψ: 'psi',
  ω: 'omega', Γ: 'gamma', Δ: 'delta', Θ: 'theta', Λ: 'lambda', Ξ: 'xi', Π: 'pi', Σ: 'sigma', Φ: 'phi', Ψ: 'psi', Ω: 'omega',
}; // prettier-ignore

const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', reg: '®', trade: '™', euro: '€', pound: '£',
  yen: '¥', cent: '¢', deg: '°', times: '×', divide: '÷', plusmn: '±', mdash: '—', ndash: '–', hellip: '…', le: '≤',
  ge: '≥', ne: '≠', rarr: '→', larr: '←', sect: '§', frac12: '½', frac14: '¼', frac34: '¾', pi: 'π', infin: '∞', bull: '•',
  lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', eacute: 'é', uuml: 'ü', ouml: 'ö', auml: 'ä', szlig: 'ß',
}; // prettier-ignore

const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}\d{0,2}));/y;

/** &amp; and the like, read as the character they stand for. */
export const htmlEntity: Rule = (text, at, state) => {
  const found = matchAt(entity, text, at);
  if (!found || state.depth >= 2) return null;
  const [all, decimal, hex, name] = found;
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : NaN;
  const sign = name === undefined ? (code <= 0x10ffff ? String.fromCodePoint(code) : '') : entities[name];
  if (sign === undefined) return null;
  if (sign === '<' || sign === '>') {
    const compares = isSpace(text[at - 1]) && isSpace(text[at + all.length]);
    return { length: all.length, speak: compares ? (sign === '<' ? 'is less than' : 'is greater than') : '' };
  }
  return { length: all.length, speak: state.readInner(sign) };
};

const isDigit = (char: string | undefined) => char !== undefined && char >= '0' && char <= '9';
const isSpace = (char: string | undefined) => char === undefined || /\s/.test(char);
const isLetter = (char: string | undefined) => char !== undefined && /\p{L}/u.test(char);

/** The next character that is no space, in either direction, at most 3 away. */
function near(text: string, at: number, step: 1 | -1): string | undefined {
  for (let i = at + step, left = 3; left > 0 && i >= 0 && i < text.length; i += step, left--) {
    if (text[i] !== ' ') return text[i];
  }
  return undefined;
}

const powers: Readonly<Record<string, string>> = { '2': 'squared', '3': 'cubed' };

/** Signs whose meaning hangs on what is around them. */
function contextual(text: string, at: number): string | null {
  const sign = text[at]!;
  const left = text[at - 1];
  const right = text[at + 1];
  const sum = isDigit(near(text, at, -1)) && (isDigit(near(text, at, 1)) || near(text, at, 1) === '$');
  switch (sign) {
    case '-':
    case '−':
    case '‐':
    case '‑': {
      const range = /[\d%°]$|\d[ap]\.?m\.?$|\d[ ][ap]\.?m\.?$/i.test(before(text, at, 7));
      if (range && /[\d$€£]/.test(right ?? '')) return 'to';
      if (
        (isDigit(right) || (right !== undefined && '$€£.'.includes(right))) &&
        (isSpace(left) || '([=<>~≈'.includes(left!))
      ) {
        return 'minus';
      }
      if (isSpace(left) && isSpace(right)) return sum ? 'minus' : ', ';
      if (isLetter(left) && isLetter(right)) return '-';
      return sign === '−' ? 'minus' : ' ';
    }
    case '–':
    case '—':
    case '―':
      if (/[ap]\.?m\.? $/i.test(before(text, at, 6)) && isDigit(near(text, at, 1))) return 'to';
      return /[\d%°m.]$/.test(before(text, at, 1)) && /[\d$€£]/.test(right ?? '') ? 'to' : ', ';
    case '*':
      return sum ? 'times' : '';
    case '/':
      if (sum) return isSpace(left) ? 'divided by' : 'over';
      return isLetter(left) && isLetter(right) ? 'slash' : ' ';
    case '<':
      return isSpace(left) || isDigit(right) ? 'is less than' : '';
    case '>':
      return (isSpace(left) && at > 0) || isDigit(right) ? 'is greater than' : '';
    case '~':
      return isDigit(right) || right === '$' ? 'about' : '';
    case '#':
      if (/[CF]$/.test(before(text, at, 1)) && !isLetter(text[at - 2])) return 'sharp';
      return isDigit(right) ? 'number' : '';
    case '$':
      return isSpace(left) && isSpace(right) ? 'dollars' : '';
    case '^':
      return isDigit(left) || isLetter(left) || left === ')' ? 'to the power of' : '';
    case '+':
      if (text.startsWith('C++', at - 1) && left === 'C') return 'plus';
      return 'plus';
    case '=':
      return right === '=' || right === '>' ? '' : 'equals';
    case '(':
    case '[':
    case '{':
    case ')':
    case ']':
    case '}':
      return ', ';
    case '|':
      return /^[ \t]*(?:\n|$)/.test(text.slice(at + 1, at + 40)) ? '' : ', ';
    case '…':
      return isSpace(right) && near(text, at, 1) === undefined ? '.' : ', ';
    case "'":
    case '’':
    case '‘':
      // 'em, '90s: a mark inside or in front of a word was taken with it; the rest are quotation marks.
      return '';
    default:
      return null;
  }
}

const emoticon = /(?:[:;=]-?[)(DPp/|]|<3|:')(?![\w/])/y;
const power = /\^([23])(?!\d)/y;
const runs = /([!?.,;:])[!?.,;:]{1,200}/y;

/** Everything that is neither letter, digit, space, Markdown nor emoji. Always answers for ASCII. */
export function symbol(text: string, at: number): Reading | null {
  const sign = text[at]!;
  if (isSpace(text[at - 1])) {
    const face = matchAt(emoticon, text, at);
    if (face) return { length: face[0].length, speak: face[0] === '<3' ? 'love' : '' };
  }
  const raised = matchAt(power, text, at);
  if (raised) return { length: 2, speak: powers[raised[1]!]! };
  const run = matchAt(runs, text, at);
  if (run) {
    const marks = run[0];
    const end = at + marks.length;
    const mark = marks.includes('?')
      ? '?'
      : marks.includes('!')
        ? '!'
        : /^\.{2,}$/.test(marks) && end < text.length
          ? ','
          : marks[0]!;
    return { length: marks.length, speak: mark === ',' ? ', ' : mark };
  }
  if ('.,;:!?'.includes(sign)) {
    // A mark inside a word or number that no rule knew: 12.a, a.b, x:y.
    const inside =
      sign === '.' &&
      !isSpace(text[at + 1]) &&
      /[\p{L}\p{N}]/u.test(text[at + 1]!) &&
      /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
    return { length: 1, speak: inside ? 'dot' : sign };
  }
  const around = contextual(text, at);
  if (around !== null) return { length: 1, speak: around };
  if (Object.hasOwn(said, sign)) return { length: 1, speak: said[sign]! };
  if (
    Object.hasOwn(greek, sign) &&
    !/\p{Script=Greek}/u.test((text[at - 1] ?? ' ') + (text[at + 1] ?? ' '))
  ) {
    return { length: 1, speak: greek[sign]! };
  }
  return sign < '\u0080' ? { length: 1, speak: sign === '_' || sign === '\\' ? ' ' : '' } : null;
}
