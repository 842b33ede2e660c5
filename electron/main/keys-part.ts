/** Joins what needs the key hook: the global shortcuts and dictation. Neither knows the other. */
import { createDictation } from './dictation/dictation.ts';
import { createKeyHook } from './key-hook/key-hook.ts';
import type { MainPart } from './main-context.ts';
import { createShortcuts } from './shortcuts/shortcuts.ts';

export const keysPart: MainPart = {
  name: 'keys',
  start(context) {
    const hook = createKeyHook(context.log);
    const dictation = createDictation(context, hook);
    const shortcuts = createShortcuts(context, hook, { toggleDictation: dictation.toggle });
    return {
      async stop() {
        shortcuts.close();
        // first, so that a paste which waits for it is given up at once
        hook.close();
        await dictation.close();
      },
    };
  },
};
