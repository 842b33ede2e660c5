import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  displayAddress,
  findCookie,
  keycodeOf,
  modifierHeld,
  parseLayout,
  parseSetup,
  setupRequest,
  takeAnswer,
  x11Requests,
} from '../../../electron/main/x11/x11-wire.ts';

describe('the display', () => {
  it.each([
    [':0', '/tmp/.X11-unix/X0'],
    [':99.0', '/tmp/.X11-unix/X99'],
    ['unix:3', '/tmp/.X11-unix/X3'],
  ])('%s is this machine', (display, path) => {
    expect(displayAddress(display)?.socketPath).toBe(path);
  });
  it.each(['', 'host:0', 'localhost:10.0', ':', ':x', ':0/../../etc', '10.0.0.1:0'])(
    '%j is not spoken to',
    (display) => {
      expect(displayAddress(display)).toBeNull();
    },
  );
});

describe('the cookie', () => {
  const field = (text: string) => {
    const head = Buffer.alloc(2);
    head.writeUInt16BE(text.length);
    return Buffer.concat([head, Buffer.from(text, 'latin1')]);
  };
  const entry = (display: string, name: string, data: string) =>
    Buffer.concat([Buffer.from([1, 0]), field('host'), field(display), field(name), field(data)]);
  const kind = 'MIT-MAGIC-COOKIE-1';

  it('is the one of the display', () => {
    const file = Buffer.concat([entry('1', kind, 'one'), entry('0', 'OTHER', 'x'), entry('0', kind, 'zero')]);
    expect(findCookie(file, '0')?.toString()).toBe('zero');
    expect(findCookie(file, '1')?.toString()).toBe('one');
    expect(findCookie(file, '2')).toBeNull();
  });
  it('may be for every display', () => {
    expect(findCookie(entry('', kind, 'any'), '7')?.toString()).toBe('any');
  });
  it('is not looked for beyond the end of a damaged file', () => {
    const whole = entry('0', kind, 'zero');
    for (let length = 0; length < whole.length; length += 1) {
      expect(findCookie(whole.subarray(0, length), '0')).toBeNull();
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void findCookie(Buffer.from(bytes), '0')),
    );
  });
});

describe('requests', () => {
  it('are whole words and say their length', () => {
    const all = [
      x11Requests.queryExtension('XTEST'),
      x11Requests.internAtom('_NET_ACTIVE_WINDOW'),
      x11Requests.getInputFocus(),
      x11Requests.queryKeymap(),
      x11Requests.getSelectionOwner(1),
      x11Requests.getProperty(1, 2),
      x11Requests.keyboardMapping(8, 248),
      x11Requests.fakeKey(132, 55, true),
    ];
    expect(all.map((bytes) => bytes.readUInt16LE(2) * 4)).toEqual(all.map(({ length }) => length));
  });
  it('press and release a key', () => {
    expect([...x11Requests.fakeKey(132, 55, true).subarray(0, 8)]).toEqual([132, 2, 9, 0, 2, 55, 0, 0]);
    expect(x11Requests.fakeKey(132, 55, false)[4]).toBe(3);
  });
  it('introduce themselves with and without a cookie', () => {
    expect(setupRequest(null)).toHaveLength(12);
    expect(setupRequest(Buffer.alloc(16))).toHaveLength(12 + 20 + 16);
  });
});

describe('answers', () => {
  it.each([
    [Buffer.alloc(0)],
    [Buffer.alloc(40)],
    [Buffer.from([1, ...Array.from({ length: 39 }, () => 0)])],
  ])('no set-up is read from %#', (bytes) => {
    expect(parseSetup(bytes)).toBeNull();
  });

  it('are taken one at a time, events passed over, and waited for', () => {
    const event = Buffer.alloc(32, 0);
    event[0] = 28;
    const reply = Buffer.alloc(40);
    reply[0] = 1;
    reply.writeUInt32LE(2, 4);
    const error = Buffer.alloc(32);
    expect(takeAnswer(event)).toEqual({ answer: null, taken: 32 });
    expect(takeAnswer(reply.subarray(0, 36))).toBeNull();
    expect(takeAnswer(Buffer.concat([reply, event]))).toMatchObject({ answer: { error: false }, taken: 40 });
    expect(takeAnswer(error)).toMatchObject({ answer: { error: true }, taken: 32 });
    expect(takeAnswer(reply.subarray(0, 8))).toBeNull();
  });
});

describe('the layout', () => {
  /** Keys 8 and up, two columns each. */
  const layout = (...symbols: number[]) => ({ firstKey: 8, columns: 2, symbols });
  const german = layout(0x7a, 0x5a, 0x79, 0x59, 0xffe1, 0);

  it('finds the key that types a letter, without Shift before with it', () => {
    expect(keycodeOf(german, 'z'.charCodeAt(0))).toBe(8);
    expect(keycodeOf(german, 'y'.charCodeAt(0))).toBe(9);
    expect(keycodeOf(layout(0x41, 0x61, 0x61, 0x41), 0x61)).toBe(9);
    expect(keycodeOf(german, 'q'.charCodeAt(0))).toBeNull();
    expect(keycodeOf({ firstKey: 8, columns: 0, symbols: [] }, 1)).toBeNull();
  });

  it('is read from a reply', () => {
    const reply = Buffer.alloc(40);
    reply[1] = 2;
    reply.writeUInt32LE(0x61, 32);
    expect(parseLayout(reply, 8)).toEqual({ firstKey: 8, columns: 2, symbols: [0x61, 0] });
  });

  it('knows whether a modifier is held', () => {
    const keymap = (...held: number[]) => {
      const reply = Buffer.alloc(40);
      for (const key of held) reply[8 + (key >> 3)]! |= 1 << (key & 7);
      return reply;
    };
    expect(modifierHeld(german, keymap())).toBe(false);
    expect(modifierHeld(german, keymap(8, 9))).toBe(false);
    expect(modifierHeld(german, keymap(10))).toBe(true);
  });
});
