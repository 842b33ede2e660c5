/**
 * The import table of the renderer: `ui` knows only itself; features never know each other; nothing leaves the
 * renderer except for the contract. Packages are those of a browser.
 */
import { posix } from 'node:path';
import { importsOf } from './import-scan.ts';

export type RendererZone =
  'app' | 'audio' | 'bridge' | 'store' | 'styles' | 'texts' | 'ui' | `feature ${string}`;

interface RendererRule {
  readonly zones: readonly (RendererZone | 'every feature')[];
  readonly packages: readonly string[];
  readonly contract: boolean;
  /** Single modules of other zones, below renderer/src/. */
  readonly modules?: readonly string[];
}

const react = ['react', 'react-dom'];

const featureRule: RendererRule = {
  zones: ['audio', 'bridge', 'store', 'texts', 'ui'],
  packages: [...react, 'lucide-react', 'radix-ui', 'zustand', '@tanstack/react-virtual'],
  contract: true,
  // where the pages are; what they are is the app's business
  modules: ['app/route.ts'],
};

export const rendererTable: Readonly<Record<Exclude<RendererZone, `feature ${string}`>, RendererRule>> = {
  app: {
    zones: ['audio', 'bridge', 'store', 'styles', 'texts', 'ui', 'every feature'],
    packages: [...react, 'lucide-react', 'zustand', 'zod'],
    contract: true,
  },
  audio: { zones: ['bridge'], packages: [], contract: true },
  bridge: { zones: ['audio', 'store', 'texts', 'ui'], packages: react, contract: true },
  store: { zones: ['bridge', 'texts', 'ui'], packages: [...react, 'zustand'], contract: true },
  styles: { zones: [], packages: [], contract: false },
  texts: { zones: [], packages: react, contract: true },
  ui: { zones: [], packages: [...react, 'lucide-react', 'radix-ui'], contract: false },
};

/** @param path below renderer/src/ @returns null for a folder the table does not know */
export function rendererZoneOf(path: string): RendererZone | null {
  const [first = '', second = '', third] = path.split('/');
  if (first === 'features') return third === undefined ? null : `feature ${second}`;
  return Object.hasOwn(rendererTable, first) ? (first as RendererZone) : null;
}

function judge(from: string, zone: RendererZone, specifier: string): string | null {
  const rule = zone.startsWith('feature ') ? featureRule : rendererTable[zone as keyof typeof rendererTable];
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
    return rule.packages.includes(name) ? null : `${zone} must not import the package ${name}`;
  }
  const target = posix.normalize(posix.join('renderer/src', posix.dirname(from), specifier));
  if (target.startsWith('electron/contract/')) {
    return rule.contract ? null : `${zone} must not know the contract (${target})`;
  }
  if (!target.startsWith('renderer/src/')) return `leaves the renderer: ${specifier}`;
  const inside = target.slice('renderer/src/'.length);
  const targetZone = rendererZoneOf(inside);
  if (targetZone === zone || rule.modules?.includes(inside)) return null;
  if (targetZone === null) return `imports ${target}, which the table does not know`;
  const allowed =
    rule.zones.includes(targetZone) ||
    (rule.zones.includes('every feature') && targetZone.startsWith('feature '));
  return allowed ? null : `${zone} must not import ${targetZone} (${inside})`;
}

/**
 * @param path of the module below renderer/src/, such as `ui/button.tsx`
 * @returns one sentence for each import that breaks the table
 */
export function rendererImportViolations(path: string, source: string): string[] {
  const zone = rendererZoneOf(path);
  if (zone === null) return [`${path}: its folder is not in the renderer's import table`];
  return importsOf(source, path).flatMap(({ specifier, line }) => {
    const reason =
      specifier === null
        ? 'imports something computed, which nothing can check'
        : judge(path, zone, specifier);
    return reason === null ? [] : [`${path}:${line}: ${reason}`];
  });
}
