/**
 * The system's clipboard, as dictation needs it: text in and out, and everything on it kept and put back. Electron
 * changed the interface from values to promises and items; both are served here, told apart by what is there.
 */
import type { ClipboardItem } from 'electron';
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
export interface ValueSystem {
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
export function valueClipboard(system: ValueSystem): SystemClipboard {
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

export type ItemData = ConstructorParameters<typeof ClipboardItem>[0];
/** What is used of the interface that has promises. */
export interface ItemSystem {
  has(type: string): Promise<boolean>;
  read(): Promise<ClipboardItem[]>;
  write(items: ClipboardItem[]): Promise<void>;
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
  clear(): void;
}

const SECRET_HINT = 'electron application/osclipboard;format="x-kde-passwordManagerHint"';

async function readItem(item: ClipboardItem): Promise<ItemData> {
  const data: ItemData = {};
  for (const type of item.types) {
    // a format may be gone, or be one that is listed and cannot be had
    const value = await item.getType(type).catch(() => null);
    if (value !== null) data[type] = value;
  }
  return data;
}

export function itemClipboard(
  system: ItemSystem,
  createItem: (data: ItemData) => ClipboardItem,
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
