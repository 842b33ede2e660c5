/** Holds the import table against every module below electron/. */
import { describe, expect, it } from 'vitest';
import { importsOf } from '../support/import-scan.ts';
import { importViolations, zoneOf } from '../support/import-rules.ts';
import { readRepositoryFile, repositoryFiles } from '../support/source-files.ts';

const modules = repositoryFiles().filter((path) => path.startsWith('electron/') && path.endsWith('.ts'));

describe('the tree', () => {
  it('has modules to look at', () => {
    expect(modules.length).toBeGreaterThan(50);
    expect(modules.flatMap((path) => importsOf(readRepositoryFile(path))).length).toBeGreaterThan(200);
  });

  it('imports only what the table allows', () => {
    const violations = modules.flatMap((path) =>
      importViolations(path.slice('electron/'.length), readRepositoryFile(path)),
    );
    expect(violations).toEqual([]);
  });
});

describe('the table', () => {
  const forbidden: readonly [string, string][] = [
    ['contract/a.ts', `import { x } from '../engine/runtime/clock.ts';`],
    ['contract/a.ts', `import { readFileSync } from 'node:fs';`],
    ['contract/a.ts', `import pino from 'pino';`],
    ['engine/runtime/a.ts', `import type { V } from '../vad/vad-port.ts';`],
    ['engine/runtime/a.ts', `import ort from 'onnxruntime-node';`],
    ['engine/dsp/a.ts', `import { x } from '../runtime/clock.ts';`],
    ['engine/dsp/a.ts', `import { x } from 'node:fs';`],
    ['engine/native/a.ts', `import { x } from '../vad/vad-gate.ts';`],
    ['engine/vad/a.ts', `import { x } from '../stt/stt-port.ts';`],
    ['engine/vad/a.ts', `import type { X } from '../stt/stt-port.ts';`],
    ['engine/vad/a.ts', `export { x } from '../stt/stt-port.ts';`],
    ['engine/vad/a.ts', `const x = await import('../stt/stt-port.ts');`],
    ['engine/vad/a.ts', `type X = import('../stt/stt-port.ts').X;`],
    ['engine/brain/skills/a.ts', `import { x } from '../../store/history-store.ts';`],
    ['engine/vad/a.ts', `import { x } from '../engine.ts';`],
    ['engine/vad/a.ts', `import { x } from '../session/session-io.ts';`],
    ['engine/vad/a.ts', `import { InferenceSession } from 'onnxruntime-node';`],
    ['engine/vad/a.ts', `const ort = require('onnxruntime-node');`],
    ['engine/vad/a.ts', `const load = createRequire(import.meta.url); load('onnxruntime-node');`],
    ['engine/vad/a.ts', `createRequire(import.meta.url)('onnxruntime-node');`],
    ['engine/vad/a.ts', `const x = await import(name);`],
    ['engine/vad/a.ts', `import { app } from 'electron';`],
    ['engine/engine.ts', `import { app } from 'electron';`],
    ['engine/engine.ts', `import { x } from '../headless/parley.ts';`],
    ['engine/engine.ts', `import { x } from '../../tests/fakes/fake-sink.ts';`],
    ['headless/a.ts', `import { x } from '../engine/vad/vad-gate.ts';`],
    ['headless/a.ts', `import { x } from '../voice/entry.ts';`],
    ['gateway/a.ts', `import { x } from '../engine/stt/whisper-engine.ts';`],
    ['engine/vad/a.ts', `import { x } from '../network/network.ts';`],
    ['engine/network/a.ts', `import { x } from '../models/manifest.ts';`],
    ['main/a.ts', `import { x } from '../engine/engine.ts';`],
    ['preload/a.ts', `import { x } from 'node:fs';`],
    ['novelty/a.ts', `export const x = 1;`],
    ['engine/vad/a.ts', `import { x } from '../../novelty/b.ts';`],
  ];
  it.each(forbidden)('forbids in %s: %s', (path, source) => {
    expect(importViolations(path, source)).toHaveLength(1);
  });

  const allowed: readonly [string, string][] = [
    ['contract/a.ts', `import { z } from 'zod'; import { x } from './b.ts';`],
    [
      'engine/vad/a.ts',
      `import type { Ms } from '../../contract/audio.ts'; import { x } from '../native/onnx.ts';`,
    ],
    [
      'engine/stt/a.ts',
      `import { mel } from '../dsp/mel-filters.ts'; import { sleep } from '../runtime/clock.ts';`,
    ],
    ['engine/brain/skills/a.ts', `import { x } from '../brain-port.ts';`],
    ['engine/models/a.ts', `import { x } from '../network/network.ts';`],
    ['engine/native/a.ts', `const x = await import('node-llama-cpp'); await import(name);`],
    ['engine/session/a.ts', `import { x } from '../stt/stt-port.ts'; import { y } from '../engine.ts';`],
    ['headless/commands/a.ts', `import { createEngine } from '../../engine/engine.ts';`],
    ['engine/vad/a.ts', `// import { x } from '../stt/stt-port.ts'\nconst text = "import('electron')";`],
  ];
  it.each(allowed)('allows in %s: %s', (path, source) => {
    expect(importViolations(path, source)).toEqual([]);
  });

  it('tells the line', () => {
    expect(importViolations('engine/vad/a.ts', `\n\nimport 'electron';`)[0]).toMatch(
      /^engine\/vad\/a\.ts:3: /,
    );
  });

  it('places every folder of the engine', () => {
    expect(zoneOf('engine/brain/skills/a.ts')).toBe('stage brain');
    expect(zoneOf('engine/engine.ts')).toBe('engine wiring');
    expect(zoneOf('engine/native/onnx.ts')).toBe('native');
  });
});
