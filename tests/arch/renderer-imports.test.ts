/** Holds the renderer's import table against every module below renderer/src/. */
import { describe, expect, it } from 'vitest';
import { rendererImportViolations, rendererZoneOf } from '../support/renderer-import-rules.ts';
import { readRepositoryFile, repositoryFiles } from '../support/source-files.ts';

const modules = repositoryFiles().filter((path) => /^renderer\/src\/.*\.tsx?$/.test(path));

describe('the tree', () => {
  it('has modules to look at', () => {
    expect(modules.length).toBeGreaterThan(60);
  });

  it('imports only what the table allows', () => {
    const violations = modules.flatMap((path) =>
      rendererImportViolations(path.slice('renderer/src/'.length), readRepositoryFile(path)),
    );
    expect(violations).toEqual([]);
  });
});

describe('the table', () => {
  const forbidden: readonly [string, string][] = [
    ['ui/a.tsx', `import { useDesk } from '../store/desk-store.ts';`],
    ['ui/a.tsx', `import { useTexts } from '../texts/use-texts.ts';`],
    ['ui/a.tsx', `import type { Fault } from '../../../electron/contract/errors.ts';`],
    ['ui/a.tsx', `import { create } from 'zustand';`],
    ['features/talk/a.tsx', `import { x } from '../history/timeline.ts';`],
    ['features/talk/a.tsx', `import type { X } from '../history/timeline.ts';`],
    ['features/talk/a.tsx', `const x = <T,>(a: T) => a; const y = await import('../history/timeline.ts');`],
    ['features/talk/a.tsx', `import { App } from '../../app/app.tsx';`],
    ['features/talk/a.tsx', `import { x } from '../../../../electron/engine/engine.ts';`],
    ['features/talk/a.tsx', `import { x } from '../../../../electron/main/main-context.ts';`],
    ['features/talk/a.tsx', `import { x } from '../../../../tests/fakes/fake-sink.ts';`],
    ['features/talk/a.tsx', `import { readFileSync } from 'node:fs';`],
    ['features/talk/a.tsx', `import { ipcRenderer } from 'electron';`],
    ['store/a.ts', `import { x } from '../features/talk/press-gesture.ts';`],
    ['bridge/a.ts', `import { App } from '../app/app.tsx';`],
    ['texts/a.ts', `import { Button } from '../ui/button.tsx';`],
    ['novelty/a.ts', `export const x = 1;`],
    ['features/a.ts', `export const x = 1;`],
  ];
  it.each(forbidden)('forbids in %s: %s', (path, source) => {
    expect(rendererImportViolations(path, source)).toHaveLength(1);
  });

  const allowed: readonly [string, string][] = [
    ['ui/a.tsx', `import { classNames } from './class-names.ts'; import { Mic } from 'lucide-react';`],
    [
      'features/talk/a.tsx',
      `import { goTo } from '../../app/route.ts'; import { Button } from '../../ui/button.tsx';`,
    ],
    ['features/talk/a.tsx', `import type { TalkPhase } from '../../../../electron/contract/desk-views.ts';`],
    [
      'app/a.tsx',
      `import { createRoot } from 'react-dom/client'; import '../styles/app.css'; import { T } from '../features/talk/talk-dock.tsx';`,
    ],
  ];
  it.each(allowed)('allows in %s: %s', (path, source) => {
    expect(rendererImportViolations(path, source)).toEqual([]);
  });

  it('places every folder', () => {
    expect(rendererZoneOf('features/talk/talk-dock.tsx')).toBe('feature talk');
    expect(rendererZoneOf('ui/button.tsx')).toBe('ui');
    expect(rendererZoneOf('main.tsx')).toBeNull();
  });
});
