/**
 * The import table: who may import whom. Every module belongs to one zone; a zone names the zones it may use and the
 * packages. A zone that is not in the table may import nothing, so a new folder has to be placed here first.
 */
import { posix } from 'node:path';
import { importsOf } from './import-scan.ts';

export type Zone =
  | 'contract'
  | 'runtime'
  | 'dsp'
  | 'phonetics'
  | 'network'
  | 'native'
  | `stage ${string}`
  | 'engine wiring'
  | 'voice'
  | 'gateway'
  | 'headless'
  | 'main'
  | 'preload';

interface ZoneRule {
  readonly zones: readonly (Zone | 'every stage')[];
  /** Package names; `node:` stands for what Node brings. */
  readonly packages: readonly string[];
  /** Single modules of other zones, below electron/. */
  readonly modules?: readonly string[];
}

/** Native addons, loaded by engine/native and nobody else. */
export const addons = [
  'onnxruntime-node',
  'sherpa-onnx-node',
  '@picovoice/pvrecorder-node',
  'node-web-audio-api',
  '@livekit/rtc-ffi-bindings',
  '@photostructure/sqlite',
  'node-llama-cpp',
] as const;

/** What the rest of the program may know of the engine. */
export const publicFace = [
  'engine/engine.ts',
  'engine/engine-port.ts',
  'engine/services.ts',
  'engine/session.ts',
  'engine/runtime/logger.ts',
] as const;

const stageRule: ZoneRule = {
  zones: ['contract', 'runtime', 'dsp', 'phonetics', 'native'],
  packages: ['node:', 'zod'],
};

/** The stages that reach other machines: model files and the language model. */
const throughNetwork: ZoneRule = { ...stageRule, zones: [...stageRule.zones, 'network'] };
const networkStages: readonly Zone[] = ['stage models', 'stage brain'];

export const importTable: Readonly<Record<Exclude<Zone, `stage ${string}`>, ZoneRule>> = {
  contract: { zones: [], packages: ['zod'] },
  runtime: { zones: ['contract'], packages: ['node:', 'pino'] },
  dsp: { zones: ['contract'], packages: [] },
  phonetics: { zones: ['contract'], packages: [] },
  network: { zones: ['contract', 'runtime'], packages: ['node:'] },
  native: { zones: ['contract', 'runtime'], packages: ['node:', ...addons] },
  'engine wiring': {
    zones: ['contract', 'runtime', 'dsp', 'phonetics', 'native', 'network', 'every stage'],
    packages: ['node:', 'zod'],
  },
  voice: { zones: ['contract', 'gateway'], packages: ['node:'], modules: publicFace },
  gateway: {
    zones: ['contract'],
    packages: ['node:', 'zod', 'ws', 'hono', '@hono/node-server'],
    modules: publicFace,
  },
  headless: {
    zones: ['contract'],
    packages: ['node:', 'zod'],
    // `parley serve` is a composition root as the voice process is: desk and gateway by their public faces
    modules: [
      ...publicFace,
      'voice/desk/desk.ts',
      'gateway/server.ts',
      // `parley load` brings recordings as a socket would: bytes at the engine's rate
      'engine/capture/wav-frames.ts',
      'engine/dsp/wav.ts',
    ],
  },
  main: {
    zones: ['contract'],
    packages: ['node:', 'electron', 'zod', 'uiohook-napi', 'electron-updater'],
    modules: [
      // where the user's data is and what its settings say, before there is a voice process to ask
      'engine/store/data-folder.ts',
      'engine/store/moved-folder.ts',
      'engine/store/settings-text.ts',
      'engine/runtime/logger.ts',
      // host `main`, in main/voice/in-process-voice.ts only
      'voice/voice-server.ts',
    ],
  },
  preload: { zones: ['contract'], packages: ['electron'] },
};

const top = new Set(['contract', 'voice', 'gateway', 'headless', 'main', 'preload']);
const insideEngine = new Set(['runtime', 'dsp', 'phonetics', 'native', 'network']);

/** @param path below electron/ @returns the zone, null for a folder the table does not know */
export function zoneOf(path: string): Zone | null {
  const [first = '', second = '', third] = path.split('/');
  if (first !== 'engine') return top.has(first) ? (first as Zone) : null;
  if (third === undefined || second === 'session') return 'engine wiring';
  return insideEngine.has(second) ? (second as Zone) : `stage ${second}`;
}

function ruleOf(zone: Zone): ZoneRule {
  if (networkStages.includes(zone)) return throughNetwork;
  return zone.startsWith('stage ') ? stageRule : importTable[zone as keyof typeof importTable];
}

/** `@scope/name/deep` -> `@scope/name`. */
function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}

function judgeRelative(from: string, zone: Zone, specifier: string): string | null {
  const target = posix.normalize(posix.join(posix.dirname(from), specifier));
  if (target.startsWith('..')) return `leaves electron/: ${specifier}`;
  const targetZone = zoneOf(target);
  if (targetZone === zone) return null;
  if (targetZone === null) return `imports ${target}, which the table does not know`;
  const rule = ruleOf(zone);
  if (rule.modules?.includes(target)) return null;
  const allowed =
    rule.zones.includes(targetZone) ||
    (rule.zones.includes('every stage') && targetZone.startsWith('stage '));
  return allowed ? null : `${zone} must not import ${targetZone} (${target})`;
}

function judgePackage(zone: Zone, specifier: string): string | null {
  const { packages } = ruleOf(zone);
  if (specifier.startsWith('node:')) {
    return packages.includes('node:') ? null : `${zone} must not use Node (${specifier})`;
  }
  const name = packageName(specifier);
  return packages.includes(name) ? null : `${zone} must not import the package ${name}`;
}

/**
 * @param path of the module below electron/, such as `engine/vad/vad-gate.ts`
 * @returns one sentence for each import that breaks the table
 */
export function importViolations(path: string, source: string): string[] {
  const zone = zoneOf(path);
  if (zone === null) return [`${path}: its folder is not in the import table`];
  return importsOf(source).flatMap(({ specifier, line }) => {
    const reason =
      specifier === null
        ? zone === 'native'
          ? null
          : 'imports something computed, which nothing can check'
        : specifier.startsWith('.')
          ? judgeRelative(path, zone, specifier)
          : judgePackage(zone, specifier);
    return reason === null ? [] : [`${path}:${line}: ${reason}`];
  });
}
