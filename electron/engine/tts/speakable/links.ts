/** Addresses: web, e-mail, files, handles and hash tags. Says where a link leads, not how it is spelled. */
import { cardinal, lettersAloud } from './number-words.ts';
import { before, followsWord, matchAt } from './reading.ts';
import type { Reading } from './reading.ts';

const web = /(?:https?|ftp|file|wss?):\/\/([^\s<>"'`[\]{}|\\^]{1,2000})/iy;
const www = /www\.([^\s<>"'`[\]{}|\\^]{1,2000})/iy;
const mail = /(?:mailto:)?([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24})(?![\w@])/y;
const domain =
  /((?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|io|dev|app|ai|co|uk|de|fr|eu|nl|ch|jp|info|me|tv|us|ca|au))(?![\w-]|\.\w)(\/[^\s<>"'`)\]]{0,500})?/iy;
const unixPath = /(?:~|\.{1,2})?(?:\/[\w.@+-]{1,100}){2,40}\/?|(?:~|\.{1,2})\/[\w.@+-]{1,100}\/?/y;
const windowsPath = /([A-Za-z]):\\((?:[\w .@+-]{1,100}\\){0,30}[\w.@+-]{0,100})/y;
const fileName =
  /((?:[\w-]{1,60}\.){1,3})(txt|md|pdf|js|mjs|ts|tsx|jsx|py|json|html|css|csv|wav|mp3|mp4|png|jpe?g|gif|svg|exe|zip|gz|tar|docx?|xlsx?|pptx?|xml|ya?ml|toml|ini|log|sh|bat|rs|go|cpp|c|h|java|onnx|sql|conf|cfg)(?![\w-]|\.\w)/y;
const handle = /@([A-Za-z_]\w{0,38})/y;
const hashTag = /#([A-Za-z]\w{0,60})/y;

const endings: Readonly<Record<string, string>> = {
  com: 'com', org: 'org', net: 'net', edu: 'E D U', gov: 'gov', io: 'I O', dev: 'dev', app: 'app', info: 'info',
  txt: 'text', py: 'pie', json: 'jason', wav: 'wave', log: 'log', zip: 'zip', gif: 'gif', jpeg: 'jay peg',
  jpg: 'jay peg', yaml: 'yammel', yml: 'yammel', toml: 'tommel', tar: 'tar', ini: 'innie', bat: 'bat', sh: 'S H',
  doc: 'doc', docx: 'doc X', go: 'go', java: 'java', conf: 'conf', co: 'co', me: 'me', onnx: 'onyx', exe: 'E X E',
}; // prettier-ignore

const endingAloud = (ending: string) => endings[ending.toLowerCase()] ?? lettersAloud(ending);

/** A name out of an address: its dots, dashes and digits are said, in at most 12 parts. */
function nameAloud(name: string): string {
  const parts = name.match(/[A-Za-z]+|\d+|[._+@-]/g) ?? [];
  const said = parts.slice(0, 12).map((part) => {
    if (part === '.') return 'dot';
    if (part === '-') return 'dash';
    if (part === '_') return 'underscore';
    if (part === '+') return 'plus';
    if (part === '@') return 'at';
    if (/^\d/.test(part)) return cardinal(part.slice(0, 24));
    if (/^[A-Z]{2,5}$/.test(part) || (part.length <= 4 && !/[aeiouy]/i.test(part))) return lettersAloud(part);
    return part.slice(0, 40).replace(/([a-z])([A-Z])/g, '$1 $2');
  });
  return said.join(' ') + (parts.length > 12 ? ', and so on' : '');
}

function hostAloud(host: string): string {
  const labels = host
    .replace(/^www\./i, '')
    .replace(/^[^@/]{1,200}@/, '')
    .split('.');
  if (labels.length < 2) return nameAloud(host);
  const shown = labels.length > 5 ? labels.slice(-5) : labels;
  return shown.map((label, i) => (i === 0 ? nameAloud(label) : endingOrName(label))).join(' dot ');
}

const isEnding = (label: string) =>
  Object.hasOwn(endings, label.toLowerCase()) || /^[A-Za-z]{1,2}$/.test(label);
const endingOrName = (label: string) => (isEnding(label) ? endingAloud(label) : nameAloud(label));

/** A web address: its host, and the path if it is one plain word. The full stop behind it is not part of it. */
function webAloud(rest: string): { speak: string; used: number } {
  const trimmed = rest.replace(/[.,;:!?)'"*_~]{1,20}$/, '');
  const [address = ''] = trimmed.split(/[?#]/);
  const [host = '', ...path] = address.split('/');
  const [name = '', port] = host.split(':');
  const folders = path.filter((folder) => folder !== '');
  let speak = hostAloud(name);
  if (port !== undefined && /^\d{1,5}$/.test(port)) speak += ` port ${cardinal(port)}`;
  if (folders.length === 1 && /^[A-Za-z-]{2,24}$/.test(folders[0]!)) {
    speak += ` slash ${folders[0]!.replaceAll('-', ' ').trim()}`;
  }
  return { speak, used: trimmed.length };
}

/** Web addresses, with and without a scheme, and e-mail addresses. */
export function link(text: string, at: number): Reading | null {
  if (followsWord(text, at)) return null;
  const full = matchAt(web, text, at) ?? matchAt(www, text, at);
  if (full) {
    const { speak, used } = webAloud(full[1]!);
    if (used === 0) return null;
    return { length: full[0].length - full[1]!.length + used, speak };
  }
  const post = matchAt(mail, text, at);
  if (post) return { length: post[0].length, speak: `${nameAloud(post[1]!)} at ${hostAloud(post[2]!)}` };
  const short = matchAt(domain, text, at);
  if (!short) return null;
  // "Node.js.co"-like accidents aside, "end.me" without a space is a missing space, not a site.
  if (/^[A-Z]/.test(short[1]!) && /\.(?:me|us|ai|co|ca|tv)$/.test(short[1]!)) return null;
  const { speak, used } = webAloud(short[0]);
  return { length: used, speak };
}

function fileAloud(name: string): string {
  const found = /^(.*)\.([A-Za-z0-9]{1,5})$/.exec(name);
  return found ? `${nameAloud(found[1]!)} dot ${endingAloud(found[2]!)}`.trim() : nameAloud(name);
}

/** /home/me/notes.txt, C:\Users\me, ~/notes, notes.txt. At most four parts of a path are said. */
export function filePath(text: string, at: number): Reading | null {
  if (followsWord(text, at)) return null;
  const windows = matchAt(windowsPath, text, at);
  if (windows) {
    const used = windows[0].replace(/[ .]{1,50}$/, '');
    const parts = used
      .slice(3)
      .split('\\')
      .filter((part) => part !== '');
    const shown = parts.length > 4 ? [...parts.slice(0, 2), parts.at(-1)!] : parts;
    return {
      length: used.length,
      speak: [`${lettersAloud(windows[1]!)} drive`, ...shown.map(fileAloud)].join(', '),
    };
  }
  const unix = matchAt(unixPath, text, at);
  if (unix) {
    const used = unix[0].replace(/\.{1,20}$/, '');
    const parts = used.split('/').filter((part) => part !== '');
    const shown = parts.length > 4 ? [...parts.slice(0, 2), parts.at(-1)!] : parts;
    const said = shown.map((part) =>
      part === '~' ? 'home' : /^\.{1,2}$/.test(part) ? 'dot' : fileAloud(part),
    );
    return { length: used.length, speak: (used.startsWith('/') ? 'slash ' : '') + said.join(' slash ') };
  }
  const file = matchAt(fileName, text, at);
  return file ? { length: file[0].length, speak: fileAloud(file[0]) } : null;
}

/** @name and #tag. */
export function handleOrTag(text: string, at: number): Reading | null {
  if (/[\w&]$/.test(before(text, at, 1))) return null;
  const person = matchAt(handle, text, at);
  if (person) return { length: person[0].length, speak: `at ${nameAloud(person[1]!.replaceAll('_', ' '))}` };
  const tag = matchAt(hashTag, text, at);
  return tag ? { length: tag[0].length, speak: `hashtag ${nameAloud(tag[1]!.replaceAll('_', ' '))}` } : null;
}
