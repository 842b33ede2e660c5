/**
 * The one conversation of a desk: an engine session that is opened anew, with the memory of the last, when its sound
 * moves or when it failed. Owns the session and the order of wishes while there is none; tells events on as they are.
 */
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import type { SessionEvent } from '../../contract/events.ts';
import type { ChatMessage, TurnRecord } from '../../contract/turns.ts';
import type { Engine } from '../../engine/engine-port.ts';
import type { Session } from '../../engine/session.ts';
import { messagesOf } from './restored-memory.ts';
import { planSound } from './sound-plan.ts';
import type { BrowserSound, SoundFacts, SoundPlan } from './sound-plan.ts';
import { deskTuning } from './tuning.ts';

export interface ConversationOptions {
  readonly engine: Engine;
  readonly host: SoundFacts['host'];
  readonly memory: readonly ChatMessage[];
  /** How many microphones and speakers there are; asked when the host's are to be used on a headless machine. */
  readonly countDevices: () => Promise<{ readonly microphones: number; readonly speakers: number }>;
  readonly onEvent: (event: SessionEvent) => void;
  readonly onLevel: (rms: number, peak: number, speech: number) => void;
  readonly onSound: (sound: SoundPlan['sound']) => void;
  /** It cannot be opened, or failed too often. */
  readonly onFault: (fault: Fault) => void;
}

export interface Conversation {
  readonly sound: SoundPlan['sound'];
  /** There is a session that can be talked to. */
  readonly isOpen: boolean;
  /** It has ears: a microphone of this machine or of a browser. */
  readonly hears: boolean;
  /**
   * Runs `wish` on the session: at once, or in order as soon as there is one; one that could not be opened is tried
   * again. Errors: `closed`, `desk_busy`, why it cannot be opened.
   */
  wish(wish: (session: Session) => void): Result<null> | Promise<Result<null>>;
  /** Moves both ends of the sound; null goes back to this machine's. Resolves when it can be talked to again. */
  useSound(browser: BrowserSound | null): Promise<Result<null>>;
  /** A turn was kept: the next session knows of it. */
  remember(turn: TurnRecord): void;
  forget(): void;
  close(): Promise<void>;
}

interface Wish {
  readonly run: (session: Session) => void;
  readonly settle: (result: Result<null>) => void;
}

export function createConversation(options: ConversationOptions): Conversation {
  const { engine } = options;
  const memory: ChatMessage[] = [...options.memory];
  const wishes: Wish[] = [];
  const failures: number[] = [];
  let session: Session | null = null;
  let plan: SoundPlan = { input: { kind: 'none' }, output: { kind: 'none' }, sound: 'none' };
  let browser: BrowserSound | null = null;
  let noCapture = false;
  /** The last one could not be opened: the next wish tries again. */
  let wasRefused = false;
  let closed = false;
  let reopenTimer: ReturnType<typeof setTimeout> | null = null;
  /** Openings and closings, one after another. */
  let moving: Promise<unknown> = Promise.resolve();
  let movesWaiting = 0;

  async function makePlan(): Promise<SoundPlan> {
    const { vad, stt } = engine.models;
    const needsCount = options.host === 'headless' && browser === null;
    const counted = needsCount ? await options.countDevices() : { microphones: 0, speakers: 0 };
    return planSound({ host: options.host, canHear: vad.ok && stt.ok, browser, noCapture, ...counted });
  }

  function onEvent(event: SessionEvent): void {
    if (event.type === 'error' && event.code === 'addon_missing' && plan.input.kind === 'microphone') {
      // without its addon a microphone fails the session; it is opened again without
      noCapture = true;
    }
    options.onEvent(event);
  }

  function failed(): void {
    const now = performance.now();
    failures.push(now);
    while (now - failures[0]! > deskTuning.reopenWindowMs) failures.shift();
    if (failures.length > deskTuning.reopenMost) {
      refuseWishes(err('internal'));
      options.onFault(faultOf('internal', 'the conversation failed again and again'));
      return;
    }
    reopen();
  }

  function reopen(): void {
    reopenTimer = setTimeout(() => void move(), deskTuning.reopenAfterMs);
  }

  async function open(): Promise<Result<null>> {
    plan = await makePlan();
    if (closed) return err('closed');
    const opened = await engine.openSession({
      input: plan.input,
      output: plan.output,
      listen: 'settings',
      // the user's own, wherever its sound comes from
      background: false,
      memory: [...memory],
      onEvent,
      onLevel: (rms, peak, speech) => options.onLevel(rms, peak, speech),
    });
    wasRefused = !opened.ok;
    if (!opened.ok) {
      options.onFault(opened.fault);
      return opened;
    }
    const mine = opened.value;
    session = mine;
    options.onSound(plan.sound);
    void mine.ended.then((reason) => {
      if (session !== mine) return;
      session = null;
      if (closed) return;
      // who closes it in the monitor is given another, however often
      if (reason === 'closed') reopen();
      else failed();
    });
    return ok(null);
  }

  function refuseWishes(why: Result<null>): void {
    for (const wish of wishes.splice(0)) wish.settle(why);
  }

  function grantWishes(): void {
    for (let next = wishes.shift(); next; next = wishes.shift()) {
      if (session) next.run(session);
      next.settle(session ? ok(null) : err('closed'));
    }
  }

  /** Closes the session there is and opens the next; what is wished meanwhile waits for it. */
  function move(): Promise<Result<null>> {
    movesWaiting++;
    const moved = moving.then(async (): Promise<Result<null>> => {
      let result: Result<null> = err('closed');
      try {
        if (reopenTimer) clearTimeout(reopenTimer);
        reopenTimer = null;
        const last = session;
        session = null;
        await last?.close();
        if (!closed) result = await open();
        return result;
      } finally {
        if (--movesWaiting === 0) {
          if (session) grantWishes();
          else refuseWishes(result.ok ? err('closed') : result);
        }
      }
    });
    moving = moved.catch(() => {});
    return moved;
  }

  void move().catch(() => {});

  return {
    get sound() {
      return plan.sound;
    },
    get isOpen() {
      return session !== null;
    },
    get hears() {
      return plan.input.kind !== 'none';
    },
    wish(run) {
      if (closed) return err('closed');
      if (session && movesWaiting === 0) {
        run(session);
        return ok(null);
      }
      if (movesWaiting === 0 && !reopenTimer && !wasRefused) return err('closed');
      if (wishes.length >= deskTuning.wishesWaitingMost) return err('desk_busy');
      const granted = new Promise<Result<null>>((settle) => wishes.push({ run, settle }));
      if (movesWaiting === 0 && !reopenTimer) void move().catch(() => {});
      return granted;
    },
    useSound(next) {
      browser = next;
      return move();
    },
    remember(turn) {
      memory.push(...messagesOf(turn));
      memory.splice(0, Math.max(0, memory.length - 2 * deskTuning.memoryTurns));
    },
    forget: () => void memory.splice(0),
    async close() {
      if (closed) return moving.then(() => {});
      closed = true;
      if (reopenTimer) clearTimeout(reopenTimer);
      refuseWishes(err('closed'));
      await moving;
      await session?.close();
      session = null;
    },
  };
}
