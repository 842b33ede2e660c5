/**
 * The system's clipboard, as dictation needs it: text in and out, and everything on it kept and put back. Electron
 * changed the interface from values to promises and items; both are served here, told apart by what is there.
 */
import * as electron from 'electron';
import { keepPlan } from './delivery-plan.ts';

export interface KeptClipboard {
  restore(): Promise<void>;
}

export interface SystemClipboard {
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
  /** What puts the present content back; where that is empty or marked as secret, what clears the clipboard. */
  keep(): Promise<KeptClipboard>;
}

/** What is used of the interface before it had promises. */
interface ValueClipboard {
  availableFormats(): string[];
  readText(): string;
  readHTML(): string;
  readRTF(): string;
  readImage(): { isEmpty(): boolean };
  readBuffer(format: string): Buffer;
  write(data: Record<string, unknown>): void;
  writeText(text: string): void;
  writeBuffer(format: string, bytes: Buffer): void;
  clear(): void;
}

/** Of a program's own formats one is kept, when there is nothing else: they can be written only one at a time. */
export function valueClipboard(system: ValueClipboard): SystemClipboard {
  function keepNow(): () => void {
    const formats = system.availableFormats();
    if (keepPlan(formats) !== 'keep') return () => system.clear();
    const image = system.readImage();
    const found = {
      text: system.readText(),
      html: system.readHTML(),
      rtf: system.readRTF(),
      image: image.isEmpty() ? '' : image,
    };
    const data = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''));
    if (Object.keys(data).length > 0) return () => system.write(data);
    for (const format of formats) {
      const bytes = system.readBuffer(format);
      if (bytes.length > 0) return () => system.writeBuffer(format, bytes);
    }
    return () => system.clear();
  }
  return {
    readText: () => Promise.resolve(system.readText()),
    writeText: (text) => Promise.resolve(system.writeText(text)),
    keep() {
      const restore = keepNow();
      return Promise.resolve({ restore: () => Promise.resolve(restore()) });
    },
  };
}

type Item = InstanceType<typeof electron.ClipboardItem>;
type ItemData = ConstructorParameters<typeof electron.ClipboardItem>[0];

const SECRET_HINT = 'electron application/osclipboard;format="x-kde-passwordManagerHint"';

async function readItem(item: Item): Promise<ItemData> {
  const data: ItemData = {};
  for (const type of item.types) {
    // a format may be gone, or be one that is listed and cannot be had
    const value = await item.getType(type).catch(() => null);
    if (value !== null) data[type] = value;
  }
  return data;
}

export function itemClipboard(
  system: Electron.Clipboard,
  createItem: (data: ItemData) => Item,
): SystemClipboard {
  return {
    readText: () => system.readText(),
    writeText: (text) => system.writeText(text),
    async keep() {
      const clear = { restore: () => Promise.resolve(system.clear()) };
      if (await system.has(SECRET_HINT)) return clear;
      const items = await system.read();
      if (keepPlan(items.flatMap(({ types }) => types)) !== 'keep') return clear;
      const contents = (await Promise.all(items.map(readItem))).filter(
        (data) => Object.keys(data).length > 0,
      );
      if (contents.length === 0) return clear;
      return { restore: () => system.write(contents.map(createItem)) };
    },
  };
}

export function openClipboard(): SystemClipboard {
  const system: unknown = electron.clipboard;
  return 'availableFormats' in (system as object)
    ? valueClipboard(system as ValueClipboard)
    : itemClipboard(system as Electron.Clipboard, (data) => new electron.ClipboardItem(data));
}
