/** Nothing below the engine reaches another program by network but through engine/network. */
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../support/import-scan.ts';
import { readRepositoryFile, repositoryFiles } from '../support/source-files.ts';

/** What Node brings that opens connections or looks up names. */
const doors = /^(node:)?(http|https|http2|net|tls|dns|dgram|inspector|undici|ws)(\/.*)?$/;
const globals = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);

/** A module without any of these words has nothing to parse for; most have none. */
const suspicious =
  /\b(fetch|WebSocket|EventSource|XMLHttpRequest|https?2?|net|tls|dns|dgram|inspector|undici|ws)\b/;

function networkUses(path: string, source: string): string[] {
  if (!suspicious.test(source)) return [];
  const imports = importsOf(source)
    .filter(({ specifier }) => specifier !== null && doors.test(specifier))
    .map(({ specifier }) => `${path}: imports ${specifier}`);
  const uses: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isIdentifier(node) && globals.has(node.text) ? node.text : null;
    const named =
      ts.isPropertyAccessExpression(node.parent ?? node) &&
      (node.parent as ts.PropertyAccessExpression).name === node;
    const ofGlobal = named && /^(globalThis|global|self)\./.test(node.parent.getText());
    const declared =
      node.parent !== undefined &&
      (ts.isPropertySignature(node.parent) ||
        ts.isMethodSignature(node.parent) ||
        ts.isPropertyAssignment(node.parent)) &&
      node.parent.name === node;
    if (name && (!named || ofGlobal) && !declared) uses.push(`${path}: uses ${name}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.ts', source, ts.ScriptTarget.Latest, true));
  return [...imports, ...uses];
}

describe('the rule sees', () => {
  it.each([
    `import { request } from 'node:http';`,
    `import https from 'https';`,
    `const { connect } = await import('node:net');`,
    `import { lookup } from 'node:dns/promises';`,
    `await fetch('http://x');`,
    `await globalThis.fetch('http://x');`,
    `new WebSocket('ws://x');`,
    `const ask = fetch;`,
  ])('%s', (source) => {
    expect(networkUses('a.ts', source)).toHaveLength(1);
  });

  it.each([`model.fetch();`, `// fetch('x')`, `const text = 'fetch';`, `import fs from 'node:fs';`])(
    'and lets pass %s',
    (source) => {
      expect(networkUses('a.ts', source)).toEqual([]);
    },
  );
});

describe('the engine', () => {
  const modules = repositoryFiles().filter(
    (path) => path.startsWith('electron/engine/') && path.endsWith('.ts'),
  );

  it('has one door to the network', () => {
    expect(modules.length).toBeGreaterThan(100);
    const inside = modules.filter((path) => path.startsWith('electron/engine/network/'));
    const outside = modules.filter((path) => !path.startsWith('electron/engine/network/'));
    expect(outside.flatMap((path) => networkUses(path, readRepositoryFile(path)))).toEqual([]);
    expect(inside.flatMap((path) => networkUses(path, readRepositoryFile(path))).length).toBeGreaterThan(1);
  });
});
