/** The clipboard of the Electron that runs: the older one answers with values, the newer one with promises. */
import * as electron from 'electron';
import { itemClipboard, valueClipboard } from './system-clipboard.ts';
import type { SystemClipboard, ValueSystem } from './system-clipboard.ts';

export function openClipboard(): SystemClipboard {
  const system: object = electron.clipboard;
  return 'availableFormats' in system
    ? valueClipboard(system as ValueSystem)
    : itemClipboard(electron.clipboard, (data) => new electron.ClipboardItem(data));
}
