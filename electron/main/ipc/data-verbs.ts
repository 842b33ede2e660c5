/** The verbs about the user's data folder and the voice process that works in it; the two exclude each other. */
import { BrowserWindow, dialog, shell } from 'electron';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { moveData } from '../data-move.ts';
import type { MainContext } from '../main-context.ts';
import type { VoiceHost } from '../voice/voice-host.ts';
import type { DesktopIpc } from './define-ipc.ts';

export interface DataVerbsOptions {
  readonly ipc: DesktopIpc;
  readonly context: MainContext;
  readonly voice: VoiceHost;
  /** Where the data would be had it never been moved. */
  readonly home: string;
  /** PARLEY_DATA names the folder: moving it would be undone by the next start. */
  readonly isFixed: boolean;
  onMoved(folder: string): void;
}

export function answerDataVerbs({ ipc, context, voice, home, isFixed, onMoved }: DataVerbsOptions): void {
  let moving = false;

  async function move(chosen: string): Promise<Result<string>> {
    moving = true;
    try {
      await voice.pause();
      const moved = await moveData({ from: context.dataFolder, chosen, home });
      if (moved.ok) onMoved(moved.value);
      return moved;
    } finally {
      moving = false;
      voice.restart();
    }
  }

  ipc.answer('showDataFolder', async () => {
    const problem = await shell.openPath(context.dataFolder);
    return problem === '' ? ok(null) : err('file_missing', context.dataFolder);
  });

  ipc.answerWindow('moveDataFolder', async (_, { contents }) => {
    if (isFixed) return err('bad_argument', 'PARLEY_DATA');
    if (moving) return err('store_busy');
    const parent = BrowserWindow.fromWebContents(contents);
    if (!parent) return err('closed');
    const chosen = await dialog.showOpenDialog(parent, {
      properties: ['openDirectory', 'createDirectory', 'promptToCreate', 'dontAddToRecent'],
    });
    const [folder] = chosen.filePaths;
    if (chosen.canceled || folder === undefined) return ok({ moved: false, path: context.dataFolder });
    const before = context.dataFolder;
    const moved = await move(folder);
    return moved.ok ? ok({ moved: moved.value !== before, path: moved.value }) : moved;
  });

  ipc.answer('restartVoice', () => {
    if (moving) return err('store_busy');
    voice.restart();
    return ok(null);
  });
}
