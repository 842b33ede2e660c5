/** Lines of tabs: what passes through them, and what ends them. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { Carrier } from '../../../electron/contract/carrier.ts';
import { createGatewayRig, outcomeOf, whenOpen } from '../../support/gateway-rig.ts';
import type { GatewayRig } from '../../support/gateway-rig.ts';

let rig: GatewayRig;
let token = '';
/** Says everything back, as what it was. */
function echo(carrier: Carrier): void {
  carrier.onMessage((message) => carrier.post({ echo: message }));
  carrier.onSound((bytes) => carrier.postSound(bytes));
}

beforeAll(async () => {
  rig = await createGatewayRig({ onConnect: echo });
  token = await rig.takeToken();
});
afterAll(() => rig.close());

const nextMessage = (socket: WebSocket) =>
  new Promise<string | Buffer>((resolve) => {
    socket.once('message', (data: Buffer, isBinary) => resolve(isBinary ? data : data.toString('utf8')));
  });

describe('a line', () => {
  it('is opened with the sub-protocol that holds no secret', async () => {
    const socket = await whenOpen(rig.openSocket(token));
    expect(socket.protocol).toBe('parley');
    socket.close();
  });

  it('carries messages as text and sound as bytes, both ways', async () => {
    const socket = await whenOpen(rig.openSocket(token));
    const answered = nextMessage(socket);
    socket.send('{"type":"call","id":1}');
    expect(JSON.parse((await answered) as string)).toEqual({ echo: { type: 'call', id: 1 } });
    const heard = nextMessage(socket);
    socket.send(Buffer.from([1, 2, 3]));
    expect([...((await heard) as Buffer)]).toEqual([1, 2, 3]);
    socket.close();
  });

  it('hands sound on in memory of its own, aligned for samples', async () => {
    let seen: Uint8Array | null = null;
    const aligned = await createGatewayRig({
      onConnect: (carrier) =>
        carrier.onSound((bytes) => {
          seen = bytes;
          carrier.post('heard');
        }),
    });
    const socket = await whenOpen(aligned.openSocket(await aligned.takeToken()));
    const heard = nextMessage(socket);
    socket.send(Buffer.from([1, 0, 2, 0]));
    await heard;
    expect([...new Int16Array(seen!.buffer, seen!.byteOffset, 2)]).toEqual([1, 2]);
    socket.terminate();
    await aligned.close();
  });

  it('is one of two tabs, each with its own', async () => {
    const [a, b] = await Promise.all([
      whenOpen(rig.openSocket(token)),
      rig.takeToken().then((other) => whenOpen(rig.openSocket(other))),
    ]);
    const heardByB: unknown[] = [];
    b.on('message', (data) => heardByB.push(data));
    const answered = nextMessage(a);
    a.send('"only a"');
    expect(JSON.parse((await answered) as string)).toEqual({ echo: 'only a' });
    const answeredB = nextMessage(b);
    b.send('"b"');
    await answeredB;
    expect(heardByB).toHaveLength(1);
    a.close();
    b.close();
  });

  it('tells its end once, whoever ended it', async () => {
    const ends: string[] = [];
    const counted = await createGatewayRig({
      onConnect: (carrier) => {
        carrier.onClose(() => ends.push('end'));
        carrier.onMessage(() => carrier.close(1008, 'no'));
      },
    });
    const one = await whenOpen(counted.openSocket(await counted.takeToken()));
    const oneEnds = outcomeOf(one);
    one.send('1');
    expect((await oneEnds).code).toBe(1008);
    const two = await whenOpen(counted.openSocket(await counted.takeToken()));
    two.terminate();
    await expect.poll(() => ends).toEqual(['end', 'end']);
    counted.carriers[0]!.close();
    counted.carriers[0]!.post('late');
    await counted.close();
    expect(ends).toEqual(['end', 'end']);
  });
});

describe('who is turned away', () => {
  it('a tab whose token died, and it can learn so', async () => {
    const before = rig.carriers.length;
    expect(await outcomeOf(rig.openSocket('of-another-day'))).toMatchObject({ opened: false, status: 401 });
    expect(rig.carriers).toHaveLength(before);
    const ask = (key: string) =>
      rig.ask('/session', { headers: { authorization: `Bearer ${key}`, origin: rig.origin } });
    expect((await ask('of-another-day')).status).toBe(401);
    expect((await ask(token)).status).toBe(200);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['an opaque page', { origin: 'null' }, 403],
    ['a rebound name', { host: 'evil.example' }, 403],
  ])('%s, with the right token', async (_name, headers, status) => {
    const before = rig.carriers.length;
    expect(await outcomeOf(rig.openSocket(token, { headers }))).toMatchObject({ opened: false, status });
    expect(rig.carriers).toHaveLength(before);
  });

  it.each(['/', '/session', '/health', '/nothing', '/desk/'])('a socket at %s', async (path) => {
    const { opened, status } = await outcomeOf(rig.openSocket(token, { path }));
    expect(opened).toBe(false);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it('one tab too many', async () => {
    const small = await createGatewayRig({ tuning: { maxSockets: 1 } });
    const key = await small.takeToken();
    const first = await whenOpen(small.openSocket(key));
    expect(await outcomeOf(small.openSocket(key))).toMatchObject({ opened: false, status: 503 });
    first.close();
    await small.close();
  });
});

describe('what ends a line', () => {
  it('a message over the limit: 1009', async () => {
    const small = await createGatewayRig({ tuning: { maxMessageBytes: 1_000 }, onConnect: echo });
    const key = await small.takeToken();
    for (const message of ['x'.repeat(1_001), Buffer.alloc(1_001)]) {
      const socket = await whenOpen(small.openSocket(key));
      const outcome = outcomeOf(socket);
      socket.send(message);
      expect((await outcome).code).toBe(1009);
    }
    await small.close();
  });

  it('a reader that does not read: 1013 beyond what may wait', async () => {
    const limit = 256 * 1024;
    const slow = await createGatewayRig({ tuning: { maxWaitingBytes: limit } });
    const socket = await whenOpen(slow.openSocket(await slow.takeToken()));
    const outcome = outcomeOf(socket);
    socket.pause();
    const carrier = slow.carriers[0]!;
    let closed = false;
    carrier.onClose(() => (closed = true));
    let sentBytes = 0;
    // the system's own buffers fill first
    for (let i = 0; i < 2_000 && !closed && carrier.waitingBytes <= limit; i++) {
      carrier.postSound(new Uint8Array(64 * 1024));
      sentBytes += 64 * 1024;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sentBytes).toBeGreaterThan(limit);
    const waiting = carrier.waitingBytes;
    carrier.postSound(new Uint8Array(64 * 1024));
    expect(carrier.waitingBytes).toBeLessThanOrEqual(waiting);
    socket.resume();
    expect((await outcome).code).toBe(1013);
    await slow.close();
  });

  it('silence: who answers no ping is gone', async () => {
    const watched = await createGatewayRig({ tuning: { pingEveryMs: 50 } });
    const key = await watched.takeToken();
    const living = await whenOpen(watched.openSocket(key));
    let pings = 0;
    living.on('ping', () => pings++);
    const deaf = await whenOpen(watched.openSocket(key));
    deaf.pause();
    await expect.poll(() => watched.gateway.connections, { timeout: 5_000 }).toBe(1);
    const before = pings;
    await expect.poll(() => pings, { timeout: 5_000 }).toBeGreaterThan(before + 2);
    expect(living.readyState).toBe(living.OPEN);
    deaf.terminate();
    living.close();
    await watched.close();
  });
});

describe('what is not a message', () => {
  it('gets an answer, and the line lives on', async () => {
    const socket = await whenOpen(rig.openSocket(token));
    for (const text of ['', '{', 'undefined', '{"a":}', '\u0000', '['.repeat(100_000)]) {
      const answered = nextMessage(socket);
      socket.send(text);
      expect(JSON.parse((await answered) as string)).toMatchObject({
        type: 'answer',
        id: -1,
        ok: false,
        fault: { code: 'bad_argument' },
      });
    }
    const answered = nextMessage(socket);
    socket.send('1');
    expect(JSON.parse((await answered) as string)).toEqual({ echo: 1 });
    socket.close();
  });

  it('whatever text comes, each is answered once', async () => {
    const socket = await whenOpen(rig.openSocket(token));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), async (text) => {
        const answered = nextMessage(socket);
        socket.send(text);
        JSON.parse((await answered) as string);
      }),
      { numRuns: 200 },
    );
    socket.close();
  });

  it('whatever bytes come after the handshake, the server lives on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const socket = await whenOpen(rig.openSocket(token));
        const raw = (socket as unknown as { _socket: { write(data: Uint8Array): void } })._socket;
        raw.write(bytes);
        socket.terminate();
      }),
      { numRuns: 50 },
    );
    expect((await rig.ask('/health')).status).toBe(200);
    await expect.poll(() => rig.gateway.connections, { timeout: 5_000 }).toBe(0);
  });

  it('text that is no UTF-8 ends the line with 1007', async () => {
    const socket = await whenOpen(rig.openSocket(token));
    const outcome = outcomeOf(socket);
    const { _socket: raw } = socket as unknown as { _socket: { write(data: Uint8Array): void } };
    // a masked text frame of two bytes, mask zero
    raw.write(Uint8Array.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]));
    expect((await outcome).code).toBe(1007);
  });
});
