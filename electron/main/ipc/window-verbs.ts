/** The verbs about the window itself and the voice process: lines to the desk, pages, links, files through dialogs. */
import { writeFile } from 'node:fs/promises';
import { BrowserWindow, clipboard, dialog, shell } from 'electron';
import { DESK_PORT_CHANNEL } from '../../contract/desktop-lines.ts';
import { err, ok } from '../../contract/errors.ts';
import type { MainContext } from '../main-context.ts';
import { askMicrophonePermission } from '../permissions/microphone.ts';
import { allowedLink } from '../security/link-allow-list.ts';
import type { VoiceHost } from '../voice/voice-host.ts';
import type { DesktopIpc, IpcCaller } from './define-ipc.ts';
import { safeFileName } from './safe-file-name.ts';

const parentOf = (caller: IpcCaller) => BrowserWindow.fromWebContents(caller.contents);

/** Bytes of a file that a page hands over; null when its base64 is none. */
function bytesOf(content: string, encoding: 'text' | 'base64'): Buffer | null {
  if (encoding === 'text') return Buffer.from(content, 'utf8');
  const bytes = Buffer.from(content, 'base64');
  return bytes.toString('base64') === content ? bytes : null;
}

function codeOf(thrown: unknown): 'store_full' | 'file_unwritable' {
  return (thrown as NodeJS.ErrnoException | null)?.code === 'ENOSPC' ? 'store_full' : 'file_unwritable';
}

export function answerWindowVerbs(ipc: DesktopIpc, context: MainContext, voice: VoiceHost): void {
  const { desktop, windows } = context;

  ipc.answer('getDesktop', (_, windowKind) => ok({ ...desktop.current(), windowKind }));

  ipc.answerWindow('connectDesk', (_, { contents }) => {
    voice.connect({
      id: contents.id,
      takePort(port) {
        if (contents.isDestroyed()) port.close();
        else contents.postMessage(DESK_PORT_CHANNEL, null, [port]);
      },
    });
    return ok(null);
  });

  ipc.answer('openPage', ({ page }) => {
    windows.showMain(page);
    return ok(null);
  });

  ipc.answer('openMonitor', () => {
    windows.showMonitor();
    return ok(null);
  });

  ipc.answer('copyText', async ({ text }) => {
    await clipboard.writeText(text);
    return ok(null);
  });

  ipc.answer('openLink', async ({ url }) => {
    const link = allowedLink(url);
    if (link === null) return ok({ opened: false });
    await shell.openExternal(link);
    return ok({ opened: true });
  });

  ipc.answerWindow('pickFile', async (_, caller) => {
    const parent = parentOf(caller);
    if (!parent) return err('closed');
    const picked = await dialog.showOpenDialog(parent, {
      properties: ['openFile', 'dontAddToRecent'],
      filters: [{ name: 'GGUF', extensions: ['gguf'] }],
    });
    return ok({ path: picked.canceled ? null : (picked.filePaths[0] ?? null) });
  });

  ipc.answerWindow('saveFile', async ({ fileName, encoding, content }, caller) => {
    const bytes = bytesOf(content, encoding);
    if (!bytes) return err('bad_argument', 'content');
    const parent = parentOf(caller);
    if (!parent) return err('closed');
    const chosen = await dialog.showSaveDialog(parent, {
      defaultPath: safeFileName(fileName),
      properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
    });
    if (chosen.canceled || chosen.filePath === '') return ok({ saved: false });
    try {
      await writeFile(chosen.filePath, bytes, { mode: 0o600 });
      return ok({ saved: true });
    } catch (thrown) {
      return err(codeOf(thrown), chosen.filePath);
    }
  });

  ipc.answer('askMicrophone', async () => {
    const microphone = await askMicrophonePermission();
    desktop.update({ microphone });
    return ok({ microphone });
  });

  ipc.answer('quit', () => {
    // answered before the page goes
    setImmediate(context.quit);
    return ok(null);
  });
}
