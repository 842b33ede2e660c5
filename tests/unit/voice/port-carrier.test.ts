import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createPortCarrier } from '../../../electron/voice/port-carrier.ts';

describe('a line over a message port', () => {
  it('keeps what came before anybody listened, unpacks what Electron wraps, and starts the port', () => {
    let deliver: (message: unknown) => void = () => {};
    let started = false;
    const carrier = createPortCarrier({
      postMessage() {},
      on(event: 'message' | 'close', listener: (message: unknown) => void) {
        if (event === 'message') deliver = listener;
      },
      start: () => void (started = true),
      close() {},
    });
    expect(started).toBe(true);
    deliver({ data: 'early' });
    const heard: unknown[] = [];
    carrier.onMessage((message) => heard.push(message));
    deliver({ data: 'later' });
    expect(heard).toEqual(['early', 'later']);
  });

  it('carries calls and sound both ways, and closes once', async () => {
    const { port1, port2 } = new MessageChannel();
    const here = createPortCarrier(port1, { wrapped: false });
    const received: unknown[] = [];
    port2.on('message', (message) => received.push(message));
    const heard: unknown[] = [];
    let closed = 0;
    here.onSound((bytes) => heard.push([...bytes]));
    here.onClose(() => closed++);
    here.onMessage((message) => heard.push(message));
    port2.postMessage(new Uint8Array([1, 2]));
    port2.postMessage(new Uint8Array([3]).buffer);
    here.post({ type: 'soundStop' });
    here.postSound(new Uint8Array([9]));
    await expect.poll(() => heard).toEqual([[1, 2], [3]]);
    await expect.poll(() => received).toEqual([{ type: 'soundStop' }, new Uint8Array([9])]);
    here.close();
    here.close();
    here.post({ late: true });
    await expect.poll(() => closed).toBe(1);
    expect(received).toHaveLength(2);
  });

  it('tells when the other end goes', async () => {
    const { port1, port2 } = new MessageChannel();
    const here = createPortCarrier(port1, { wrapped: false });
    let closed = 0;
    here.onMessage(() => {});
    here.onClose(() => closed++);
    port2.close();
    await expect.poll(() => closed).toBe(1);
  });
});
