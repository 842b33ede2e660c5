/** Holds the rules of style against the tree, after showing that each rule sees a bad example. */
import { describe, expect, it } from 'vitest';
import {
  barrelComplaints,
  clockComplaints,
  consoleComplaints,
  defaultExportComplaints,
  emojiComplaints,
  extensionComplaints,
  headerComplaints,
  nameComplaints,
  unfinishedComplaints,
} from '../support/arch-rules.ts';
import { importsOf } from '../support/import-scan.ts';
import { readRepositoryFile, repositoryFiles } from '../support/source-files.ts';

const files = repositoryFiles();
const code = files.filter((path) => /^(electron|renderer|tests|build)\/.*\.(ts|tsx|mjs)$/.test(path));
const product = code.filter((path) => /^(electron|renderer|build)\//.test(path));
const engine = code.filter((path) => /^electron\/(engine|contract)\//.test(path));
const prose = files.filter((path) => path.endsWith('.md'));

/** Modules that may read the machine's own time, and why. */
const ownTime: Readonly<Record<string, string>> = {
  'electron/engine/runtime/clock.ts': 'is the clock',
  'electron/engine/runtime/virtual-clock.ts': 'measures real work to add it to virtual time',
  'electron/engine/store/settings-file.ts':
    'dates a damaged file that it sets aside, for owners without a clock',
  'electron/engine/runtime/lane-worker.ts': 'measures the compute time of a job in another thread',
};

/** Modules that are about emoji. */
const aboutEmoji: Readonly<Record<string, string>> = {
  'electron/engine/tts/speakable/emoji.ts': 'takes them out of what is spoken',
};

/** Runs a rule over files and gives all complaints. */
const over = (paths: readonly string[], rule: (path: string, text: string) => string[]) =>
  paths.flatMap((path) => rule(path, readRepositoryFile(path)));

const specifiersOf = (path: string, source: string) =>
  importsOf(source, path).map(({ specifier }) => specifier);
const emoji = String.fromCodePoint(0x1f600);
const unfinished = ['TO', 'DO'].join('');

describe('each rule sees what it forbids', () => {
  it.each<[string, string[]]>([
    ['camelCase', nameComplaints('electron/engine/vad/vadGate.ts')],
    ['a capital', nameComplaints('electron/Engine/vad.ts')],
    ['a drawer', nameComplaints('electron/engine/utils/x.ts')],
    ['a drawer as file', nameComplaints('electron/engine/vad/helpers.ts')],
    ['no header', headerComplaints('a.ts', `import x from 'y';\n/** late */`)],
    ['only a line comment', headerComplaints('a.ts', `// what\nexport const x = 1;`)],
    ['export default value', defaultExportComplaints('a.ts', 'export default 1;')],
    ['export default function', defaultExportComplaints('a.ts', 'export default function f() {}')],
    ['export as default', defaultExportComplaints('a.ts', 'const x = 1; export { x as default };')],
    ['export star', barrelComplaints('a.ts', `export * from './b.ts'; export const x = 1;`)],
    ['a barrel', barrelComplaints('a.ts', `export { b } from './b.ts';\nexport type { C } from './c.ts';`)],
    ['no extension', extensionComplaints('a.ts', ['./b'])],
    ['.js extension', extensionComplaints('a.ts', ['../b.js'])],
    ['console', consoleComplaints('a.ts', `console.log('x');`)],
    ['Date.now', clockComplaints('a.ts', `const x = Date.now();`)],
    ['Date.now as a value', clockComplaints('a.ts', `const now = options.now ?? Date.now;`)],
    ['new Date', clockComplaints('a.ts', `const x = new Date();`)],
    ['setTimeout', clockComplaints('a.ts', `setTimeout(f, 10);`)],
    ['performance.now', clockComplaints('a.ts', `const x = performance.now();`)],
    ['emoji', emojiComplaints('a.md', `one\ntwo ${emoji}`)],
    ['unfinished work', unfinishedComplaints('a.ts', `// ${unfinished}: later`)],
  ])('%s', (_, complaints) => {
    expect(complaints).toHaveLength(1);
  });

  it.each<[string, string[]]>([
    ['names', nameComplaints('tests/unit/vad/vad-gate.test.ts')],
    ['a shebang before the header', headerComplaints('a.mjs', '#!/usr/bin/env node\n/** what */\n')],
    [
      'a type export beside code',
      barrelComplaints('a.ts', `export type { T } from './t.ts'; export const x = 1;`),
    ],
    ['packages', extensionComplaints('a.ts', ['zod', 'node:fs', './b.ts', null])],
    ['console in a comment', consoleComplaints('a.ts', `// console.log\nconst text = 'console.log';`)],
    ['a date from a number', clockComplaints('a.ts', `const x = new Date(clock.epochNow()); clock.now();`)],
    ['arrows and dashes', emojiComplaints('a.md', 'a -> b → c ≤ d — e © ™')],
    ['the word as data', unfinishedComplaints('a.ts', `const read = ['${unfinished}', 'NASA'];`)],
  ])('and lets pass: %s', (_, complaints) => {
    expect(complaints).toEqual([]);
  });
});

describe('the tree', () => {
  it('has something to look at', () => {
    expect(Math.min(code.length, product.length, engine.length)).toBeGreaterThan(50);
  });
  it('names files and folders in kebab-case, after what is inside', () => {
    expect(code.flatMap(nameComplaints)).toEqual([]);
  });
  it('has a header comment in every module', () => {
    expect(over(product, headerComplaints)).toEqual([]);
    const support = code.filter((path) => /^tests\/(support|fakes|bench)\//.test(path));
    expect(over(support, headerComplaints)).toEqual([]);
  });
  it('has no default export', () => {
    expect(over(code, defaultExportComplaints)).toEqual([]);
  });
  it('has no barrel', () => {
    expect(over(product, barrelComplaints)).toEqual([]);
  });
  it('imports source files by their full name', () => {
    const typescript = code.filter((path) => /\.tsx?$/.test(path));
    expect(over(typescript, (path, text) => extensionComplaints(path, specifiersOf(path, text)))).toEqual([]);
  });
  it('keeps console out of the engine', () => {
    expect(over(engine, consoleComplaints)).toEqual([]);
  });
  it('reads time only through the clock', () => {
    const complaints = over(
      engine.filter((path) => !(path in ownTime)),
      clockComplaints,
    );
    expect(complaints).toEqual([]);
  });
  it('exempts only modules that need it', () => {
    const idle = Object.keys(ownTime).filter(
      (path) => !engine.includes(path) || clockComplaints(path, readRepositoryFile(path)).length === 0,
    );
    expect(idle).toEqual([]);
  });
  it('has no emoji in code and documents', () => {
    const plain = [...product, ...prose].filter((path) => !(path in aboutEmoji));
    expect(over(plain, emojiComplaints)).toEqual([]);
  });
  it('has no notes about unfinished work', () => {
    expect(over([...code, ...prose], unfinishedComplaints)).toEqual([]);
  });
});
