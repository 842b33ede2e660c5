/**
 * A line to this machine's X server. Owns the socket; requests are answered in order. Only local displays: keys
 * and questions never go to another machine.
 */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { displayAddress, findCookie, parseSetup, setupLength, setupRequest, takeAnswer } from './x11-wire.ts';
import type { ServerSetup } from './x11-wire.ts';

/** A local server answers in well under a millisecond; one that is stopped in a debugger must not hang Parley. */
const ANSWER_LIMIT_MS = 2_000;

export interface X11Connection {
  readonly setup: ServerSetup;
  /** Sends a request that is answered. @returns null for an X error, a closed line or no answer in 2 s */
  ask(request: Buffer): Promise<Buffer | null>;
  /** Sends a request that is not answered. An error it causes is swallowed by the next question's order. */
  tell(request: Buffer): void;
  close(): void;
}

async function cookieFor(number: string, environment: NodeJS.ProcessEnv): Promise<Buffer | null> {
  const path = environment['XAUTHORITY'] ?? join(homedir(), '.Xauthority');
  try {
    return findCookie(await readFile(path), number);
  } catch {
    return null; // servers without access control need none; others will refuse
  }
}

function openSocket(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const timer = setTimeout(() => socket.destroy(new Error('no answer')), ANSWER_LIMIT_MS);
    socket.once('error', () => (clearTimeout(timer), resolve(null)));
    socket.once('connect', () => (clearTimeout(timer), resolve(socket)));
  });
}

/** @returns null where there is no X server of this machine, or it lets us not in */
export async function openX11(environment: NodeJS.ProcessEnv): Promise<X11Connection | null> {
  const address = displayAddress(environment['DISPLAY'] ?? '');
  if (!address) return null;
  const cookie = await cookieFor(address.number, environment);
  const socket = await openSocket(address.socketPath);
  if (!socket) return null;

  let waiting = Buffer.alloc(0);
  let setup: ServerSetup | null = null;
  let sent = 0;
  let closed = false;
  /** By the low 16 bits of the request's number, as the server repeats them. */
  const questions = new Map<number, (bytes: Buffer | null) => void>();
  let settleSetup: (setup: ServerSetup | null) => void = () => undefined;

  const end = () => {
    closed = true;
    socket.destroy();
    settleSetup(null);
    for (const settle of questions.values()) settle(null);
    questions.clear();
  };
  socket.on('error', end);
  socket.on('close', end);
  socket.on('data', (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    if (!setup) {
      if (waiting.length < 8 || waiting.length < setupLength(waiting)) return;
      const length = setupLength(waiting);
      setup = parseSetup(waiting.subarray(0, length));
      waiting = waiting.subarray(length);
      if (!setup) return end();
      settleSetup(setup);
    }
    for (let taken = takeAnswer(waiting); taken; taken = takeAnswer(waiting)) {
      waiting = waiting.subarray(taken.taken);
      if (!taken.answer) continue;
      const number = taken.answer.bytes.readUInt16LE(2);
      const settle = questions.get(number);
      questions.delete(number);
      settle?.(taken.answer.error ? null : taken.answer.bytes);
    }
  });

  const accepted = await new Promise<ServerSetup | null>((resolve) => {
    const timer = setTimeout(end, ANSWER_LIMIT_MS);
    settleSetup = (value) => (clearTimeout(timer), resolve(value));
    socket.write(setupRequest(cookie));
  });
  if (!accepted) return null;

  const send = (request: Buffer): number => {
    socket.write(request);
    sent += 1;
    return sent & 0xffff;
  };
  return {
    setup: accepted,
    ask(request) {
      if (closed) return Promise.resolve(null);
      return new Promise((resolve) => {
        const number = send(request);
        const timer = setTimeout(() => (questions.delete(number), resolve(null)), ANSWER_LIMIT_MS);
        questions.set(number, (bytes) => (clearTimeout(timer), resolve(bytes)));
      });
    },
    tell(request) {
      if (!closed) send(request);
    },
    close: end,
  };
}
