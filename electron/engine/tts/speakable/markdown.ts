/** Markdown and HTML as language models write them: what is only for the eye is left out, code is named, not read. */
import { matchAt } from './reading.ts';
import type { Reading, Rule, ScanState } from './reading.ts';

const CODE = 'Code omitted.';

const heading = /#{1,6}[ \t]{1,20}/y;
const bullet = /(?:[-*+•‣▪◦–][ \t]{1,20}){1,3}(?:\[[ xX]\][ \t]{1,20})?/y;
const quote = /(?:>[ \t]{0,20}){1,10}/y;
const ruleLine = /[-*_=][-*_= \t]{2,200}(?=\n|\r|$)/y;
const tableRule = /[|:-][|:\- \t]{2,400}(?=\n|\r|$)/y;
const linkShape =
  /!?\[([^[\]\n]{0,300})\](?:\(([^()\n]{0,1000}(?:\([^()\n]{0,200}\))?[^()\n]{0,200})\)|\[[^[\]\n]{0,100}\])/y;
const footnote = /\[\^?[\w]{1,4}\](?!\()/y;
const autoLink = /<((?:https?:\/\/|mailto:)[^\s<>]{1,1000})>/y;
const tag = /<\/?[a-zA-Z][^<>\n]{0,300}>|<!--/y;
const fence = /(?:```|~~~)/y;

function codeFence(text: string, at: number, state: ScanState): Reading | null {
  const open = matchAt(fence, text, at);
  if (!open) return null;
  const end = text.indexOf(open[0], at + 3);
  if (end < 0) {
    state.insideCode = true;
    return { length: text.length - at, speak: CODE };
  }
  return { length: end + 3 - at, speak: CODE };
}

/** Only at the beginning of a line. */
export const lineRules: readonly Rule[] = [
  codeFence,
  (text, at, state) => {
    const found = matchAt(tableRule, text, at);
    if (!found || !/-/.test(found[0]) || !/\|/.test(found[0])) return null;
    state.block = true;
    return { length: found[0].length, speak: '' };
  },
  (text, at) => {
    const found = matchAt(ruleLine, text, at);
    if (!found || !/^([-*_=])(?:[ \t]*\1){2,}[ \t]*$/.test(found[0])) return null;
    return { length: found[0].length, speak: '' };
  },
  (text, at, state) => {
    const found = matchAt(heading, text, at) ?? matchAt(bullet, text, at) ?? matchAt(quote, text, at);
    if (!found) return null;
    state.block = !found[0].startsWith('>');
    return { length: found[0].length, speak: '' };
  },
  (text, at, state) => {
    if (text[at] !== '|') return null;
    state.block = true;
    return { length: 1, speak: '' };
  },
];

/** Anywhere. */
export const inlineRules: readonly Rule[] = [
  codeFence,
  (text, at, state) => {
    const found = matchAt(linkShape, text, at);
    if (!found || state.depth >= 2) return null;
    const inner = state.readInner(found[1]!);
    if (text[at] === '!')
      return { length: found[0].length, speak: inner === '' ? 'image' : `image: ${inner}` };
    return { length: found[0].length, speak: inner === '' ? 'link' : inner };
  },
  (text, at) => {
    const found = matchAt(footnote, text, at);
    return found && /\d|\^/.test(found[0]) && /\S/.test(text[at - 1] ?? ' ')
      ? { length: found[0].length, speak: '' }
      : null;
  },
  (text, at, state) => {
    const found = matchAt(autoLink, text, at);
    if (!found || state.depth >= 2) return null;
    return { length: found[0].length, speak: state.readInner(found[1]!) };
  },
  (text, at) => {
    const found = matchAt(tag, text, at);
    if (!found) return null;
    if (found[0] !== '<!--') {
      const breaks = /^<\/?(?:br|p|li|h\d|div|tr)\b/i.test(found[0]);
      return { length: found[0].length, speak: breaks ? ', ' : '' };
    }
    const end = text.slice(at, at + 2000).indexOf('-->');
    return { length: end < 0 ? 4 : end + 3, speak: '' };
  },
];
