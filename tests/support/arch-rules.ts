/**
 * The rules of style that a reader would otherwise have to watch, as functions from a file to complaints. Pure: each
 * takes a path and a text, so that the tests can show it bad ones.
 */
import ts from 'typescript';

export const MAXIMUM_LINES = 400;
export const LOOK_AGAIN_LINES = 250;

/** @param path its ending tells whether `<` may begin an element */
const parse = (path: string, source: string) =>
  ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);

function allNodes(path: string, source: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(parse(path, source));
  return nodes;
}

/** Lines of text; a last line break opens no line. */
export function lineCount(source: string): number {
  return source === '' ? 0 : source.replace(/\n$/, '').split('\n').length;
}

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(d|test|bench|config))?\.(ts|tsx|mjs|js)$/;

/** Kebab-case files in kebab-case folders. */
export function nameComplaints(path: string): string[] {
  const parts = path.split('/');
  const file = parts.pop()!;
  const complaints = KEBAB.test(file) ? [] : [`${path}: the file name is not kebab-case`];
  for (const folder of parts) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(folder))
      complaints.push(`${path}: folder ${folder} is not kebab-case`);
  }
  for (const part of [...parts, file.replace(/\..*$/, '')]) {
    if (/^(utils?|misc|helpers?|common|stuff|shared)$/.test(part)) {
      complaints.push(`${path}: ${part} says nothing about what is inside`);
    }
  }
  return complaints;
}

/** A comment before the first statement says what the module owns. */
export function headerComplaints(path: string, source: string): string[] {
  return /^(#![^\n]*\n)?\s*\/\*[^]*?\*\//.test(source) ? [] : [`${path}: no header comment`];
}

/** Named exports only. */
export function defaultExportComplaints(path: string, source: string): string[] {
  const found = allNodes(path, source).some(
    (node) =>
      ts.isExportAssignment(node) ||
      (ts.canHaveModifiers(node) &&
        (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) ||
      (ts.isExportSpecifier(node) && node.name.text === 'default'),
  );
  return found ? [`${path}: has a default export`] : [];
}

/** No `export *`, and no module that only passes on what others export. */
export function barrelComplaints(path: string, source: string): string[] {
  const { statements } = parse(path, source);
  const reexports = statements.filter((item) => ts.isExportDeclaration(item) && item.moduleSpecifier);
  const star = reexports.some((item) => ts.isExportDeclaration(item) && !item.exportClause);
  if (star) return [`${path}: exports everything of another module`];
  const others = statements.filter((item) => !ts.isImportDeclaration(item) && !ts.isExportDeclaration(item));
  return reexports.length > 0 && others.length === 0 ? [`${path}: is a barrel`] : [];
}

/** Relative imports name the source file. */
export function extensionComplaints(path: string, specifiers: readonly (string | null)[]): string[] {
  return specifiers
    .filter((specifier) => specifier?.startsWith('.') && !/\.(tsx?|mjs|json|css|js\?\w+)$/.test(specifier))
    .map((specifier) => `${path}: ${specifier} does not end in .ts`);
}

/** The engine speaks through its logger and its facts. */
export function consoleComplaints(path: string, source: string): string[] {
  const found = allNodes(path, source).some(
    (node) => ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console',
  );
  return found ? [`${path}: uses console`] : [];
}

/** Calls that read or wait for the machine's own time. */
const CLOCK_READS = new Set([
  'Date.now',
  'performance.now',
  'setTimeout',
  'setInterval',
  'AbortSignal.timeout',
]);

/** Time comes through the injected clock. */
export function clockComplaints(path: string, source: string): string[] {
  return allNodes(path, source).flatMap((node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      return [`${path}: reads the system clock with new Date()`];
    }
    const isCall = ts.isCallExpression(node) || ts.isPropertyAccessExpression(node);
    const name = ts.isCallExpression(node) ? node.expression.getText() : isCall ? node.getText() : '';
    const isCallee =
      ts.isPropertyAccessExpression(node) &&
      ts.isCallExpression(node.parent) &&
      node.parent.expression === node;
    return CLOCK_READS.has(name) && !isCallee ? [`${path}: reads the system clock with ${name}`] : [];
  });
}

/** Pictures; arrows, mathematical signs and typography are none. */
const EMOJI = /\p{Emoji_Presentation}|\u{FE0F}|[\u{1F000}-\u{1FAFF}]/u;

export function emojiComplaints(path: string, text: string): string[] {
  const at = text.split('\n').findIndex((line) => EMOJI.test(line));
  return at < 0 ? [] : [`${path}:${at + 1}: has an emoji`];
}

/** Unfinished work belongs in an issue. Only remarks count: the words may be data. Composed, not to find itself. */
const UNFINISHED = new RegExp(
  `(//|/\\*|^\\s*\\*|#|<!--).*\\b(${['TO', 'FIX', 'X'].map((head, i) => head + ['DO', 'ME', 'XX'][i]).join('|')})\\b`,
);

export function unfinishedComplaints(path: string, text: string): string[] {
  const at = text.split('\n').findIndex((line) => UNFINISHED.test(line));
  return at < 0 ? [] : [`${path}:${at + 1}: has a note about unfinished work`];
}

/** Hosts of package registries, whose names stay out of the repository. Composed for the same reason. */
const REGISTRY_HOSTS = new RegExp(
  [
    ['registry\\.', 'npmjs', '\\.'],
    ['npmjs', '\\.com'],
    ['registry\\.', 'yarnpkg', '\\.'],
    ['registry\\.', 'npmmirror', '\\.'],
    ['pypi', '\\.org'],
    ['pythonhosted', '\\.org'],
    ['deb\\.', 'debian', '\\.org'],
    ['crates', '\\.io'],
  ]
    .map((parts) => parts.join(''))
    .join('|'),
  'i',
);

export function registryHostComplaints(path: string, text: string): string[] {
  const at = text.split('\n').findIndex((line) => REGISTRY_HOSTS.test(line));
  return at < 0 ? [] : [`${path}:${at + 1}: names a package registry's host`];
}

/** A dependency's version is one exact version, `npm:` aliases included. */
export function versionComplaints(dependencies: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(dependencies).flatMap(([name, version]) => {
    if (typeof version === 'object' && version !== null)
      return versionComplaints(version as Record<string, unknown>);
    return typeof version === 'string' && /^(npm:(@[^@]+|[^@]+)@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
      ? []
      : [`${name}: ${String(version)} is not one exact version`];
  });
}
