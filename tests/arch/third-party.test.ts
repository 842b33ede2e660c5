import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../electron/engine/models/manifest.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const page = read('THIRD-PARTY.md');

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}
const dependencies = Object.keys((JSON.parse(read('package.json')) as { dependencies: object }).dependencies);
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> };
const shipped = Object.entries(lock.packages)
  .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional)
  .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
const manifest = parseManifest(read('native-models/manifest.json'), 'manifest.json');
const models = manifest.ok ? manifest.value.models : [];

/** The cells of the table row that begins with `name`, or null. */
function rowOf(name: string): string[] | null {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`| \`${name}\` `));
  return line ? line.split('|').map((cell) => cell.trim()) : null;
}

describe('THIRD-PARTY.md', () => {
  it('has something to check', () => {
    expect(dependencies.length).toBeGreaterThan(5);
    expect(shipped.length).toBeGreaterThan(dependencies.length);
    expect(models.length).toBeGreaterThan(3);
  });

  it.each(dependencies)('lists %s with its licence', (name) => {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string };
    expect(rowOf(name)?.[3]).toBe(license);
  });

  it('names every package that those depend on', () => {
    expect([...new Set(shipped)].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(models)('lists the model $name with its licence, and has a card for it', ({ name, licence }) => {
    const said = rowOf(name)?.[3];
    for (const word of licence.match(/[A-Z][\w.]*-[\w.-]+|MIT/g) ?? []) expect(said).toContain(word);
    expect(existsSync(new URL(`native-models/${name}/CARD.md`, root))).toBe(true);
  });

  it('says what espeak-ng and the voice mean for a built app', () => {
    expect(page).toMatch(/espeak-ng is GPL-3\.0-or-later/);
    expect(page).toMatch(/lessac/);
  });
});
