/**
 * Bytes of the few X11 requests that Parley makes, and of their replies (X Window System Protocol, X11R7.7, and the
 * XTEST extension's). Little-endian, which every server accepts. Pure; the socket is x11-connection.ts.
 */

const pad4 = (length: number) => (length + 3) & ~3;

export interface DisplayAddress {
  readonly socketPath: string;
  readonly number: string;
}

/** @param display as in `DISPLAY` @returns null for a display of another machine: keys are sent to none of those */
export function displayAddress(display: string): DisplayAddress | null {
  const number = /^(?:unix)?:(\d{1,5})(?:\.\d+)?$/.exec(display)?.[1];
  return number === undefined ? null : { socketPath: `/tmp/.X11-unix/X${number}`, number };
}

/**
 * The cookie for a display in the bytes of an .Xauthority file.
 * @returns null if there is none of the kind MIT-MAGIC-COOKIE-1; a cut-off file counts as far as it goes
 */
export function findCookie(file: Buffer, number: string): Buffer | null {
  let at = 0;
  const field = (): Buffer | null => {
    if (at + 2 > file.length) return null;
    const end = at + 2 + file.readUInt16BE(at);
    if (end > file.length) return null;
    const bytes = file.subarray(at + 2, end);
    at = end;
    return bytes;
  };
  while (at + 2 <= file.length) {
    at += 2; // family: which host a display number belongs to; the socket is this machine's
    const [address, display, name, data] = [field(), field(), field(), field()];
    if (!address || !display || !name || !data) return null;
    const ours = display.length === 0 || display.toString('latin1') === number;
    if (ours && name.toString('latin1') === 'MIT-MAGIC-COOKIE-1') return data;
  }
  return null;
}

export function setupRequest(cookie: Buffer | null): Buffer {
  const name = Buffer.from(cookie ? 'MIT-MAGIC-COOKIE-1' : '', 'latin1');
  const data = cookie ?? Buffer.alloc(0);
  const bytes = Buffer.alloc(12 + pad4(name.length) + pad4(data.length));
  bytes.write('l', 0, 'latin1');
  bytes.writeUInt16LE(11, 2);
  bytes.writeUInt16LE(name.length, 6);
  bytes.writeUInt16LE(data.length, 8);
  name.copy(bytes, 12);
  data.copy(bytes, 12 + pad4(name.length));
  return bytes;
}

export interface ServerSetup {
  readonly firstKey: number;
  readonly lastKey: number;
  readonly root: number;
}

/** @param reply the whole set-up reply @returns null if it is no acceptance */
export function parseSetup(reply: Buffer): ServerSetup | null {
  if (reply.length < 40 || reply[0] !== 1) return null;
  const screens = 40 + pad4(reply.readUInt16LE(24)) + 8 * reply[29]!;
  if (reply.length < screens + 4) return null;
  return { firstKey: reply[34]!, lastKey: reply[35]!, root: reply.readUInt32LE(screens) };
}

/** Length of the set-up reply in bytes, from its first eight. */
export const setupLength = (head: Buffer) => 8 + 4 * head.readUInt16LE(6);

function request(opcode: number, detail: number, body: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + pad4(body.length));
  bytes[0] = opcode;
  bytes[1] = detail;
  bytes.writeUInt16LE(bytes.length / 4, 2);
  body.copy(bytes, 4);
  return bytes;
}

function named(opcode: number, detail: number, name: string): Buffer {
  const body = Buffer.alloc(4 + name.length);
  body.writeUInt16LE(name.length, 0);
  body.write(name, 4, 'latin1');
  return request(opcode, detail, body);
}

function words(...values: readonly number[]): Buffer {
  const body = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => body.writeUInt32LE(value, 4 * index));
  return body;
}

export const x11Requests = {
  queryExtension: (name: string) => named(98, 0, name),
  internAtom: (name: string) => named(16, 1, name),
  getInputFocus: () => request(43, 0, Buffer.alloc(0)),
  queryKeymap: () => request(44, 0, Buffer.alloc(0)),
  getSelectionOwner: (atom: number) => request(23, 0, words(atom)),
  /** The first 32 bits of a property of any type. */
  getProperty: (window: number, atom: number) => request(20, 0, words(window, atom, 0, 0, 1)),
  keyboardMapping: (first: number, count: number) => request(101, 0, Buffer.from([first, count, 0, 0])),
  /** XTEST FakeInput: the key goes to whoever has the keyboard, as if it had been pressed. */
  fakeKey(extensionOpcode: number, keycode: number, pressed: boolean): Buffer {
    const body = Buffer.alloc(32);
    body[0] = pressed ? 2 : 3;
    body[1] = keycode;
    return request(extensionOpcode, 2, body);
  },
};

/** A reply or an error to a request; events are thrown away. Every reply is 32 bytes and `extra` more. */
export interface X11Answer {
  readonly error: boolean;
  readonly bytes: Buffer;
}

/** @returns the first answer in `bytes` and how many bytes it took; null while more must arrive */
export function takeAnswer(bytes: Buffer): { answer: X11Answer | null; taken: number } | null {
  if (bytes.length < 32) return null;
  const kind = bytes[0]!;
  if (kind === 0) return { answer: { error: true, bytes: bytes.subarray(0, 32) }, taken: 32 };
  // generic events (35) are long like replies
  const taken = 32 + (kind === 1 || (kind & 0x7f) === 35 ? 4 * bytes.readUInt32LE(4) : 0);
  if (bytes.length < taken) return null;
  return { answer: kind === 1 ? { error: false, bytes: bytes.subarray(0, taken) } : null, taken };
}

/** What each key types, from the reply to `keyboardMapping`. */
export interface KeyboardLayout {
  readonly firstKey: number;
  readonly columns: number;
  readonly symbols: readonly number[];
}

export function parseLayout(reply: Buffer, firstKey: number): KeyboardLayout {
  const columns = reply[1]!;
  const symbols: number[] = [];
  for (let at = 32; at + 4 <= reply.length; at += 4) symbols.push(reply.readUInt32LE(at));
  return { firstKey, columns, symbols };
}

/** The key that types `symbol` with the fewest modifiers. @returns null if none does */
export function keycodeOf(layout: KeyboardLayout, symbol: number): number | null {
  if (layout.columns === 0) return null;
  for (let column = 0; column < layout.columns; column += 1) {
    for (let at = column; at < layout.symbols.length; at += layout.columns) {
      if (layout.symbols[at] === symbol) return layout.firstKey + Math.floor(at / layout.columns);
    }
  }
  return null;
}

/** Symbols of all modifier keys: Shift, Control, Meta, Alt, Super, Hyper, left and right, and AltGr. */
const MODIFIER_SYMBOLS = new Set([
  0xffe1, 0xffe2, 0xffe3, 0xffe4, 0xffe7, 0xffe8, 0xffe9, 0xffea, 0xffeb, 0xffec, 0xffed, 0xffee, 0xfe03,
]);

/** @param keymap reply to `queryKeymap` @returns whether the user still holds a modifier */
export function modifierHeld(layout: KeyboardLayout, keymap: Buffer): boolean {
  for (let keycode = layout.firstKey; keycode < 256; keycode += 1) {
    if ((keymap[8 + (keycode >> 3)]! & (1 << (keycode & 7))) === 0) continue;
    const symbol = layout.symbols[(keycode - layout.firstKey) * layout.columns];
    if (symbol !== undefined && MODIFIER_SYMBOLS.has(symbol)) return true;
  }
  return false;
}
