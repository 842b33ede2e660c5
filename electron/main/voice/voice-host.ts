/**
 * Runs the voice in the chosen host: carries out what voice-supervisor.ts decides, gives every window its line to the
 * desk and a new one after each restart. Owns the run, its timers and the main process's own line; decides nothing.
 */
import { MessageChannelMain } from 'electron';
import type { MessagePortMain } from 'electron';
import { assertNever } from '../../contract/assert-never.ts';
import { err, faultOf } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import type { DeskClient, DesktopState, MainLog } from '../main-context.ts';
import { createDeskClient } from './desk-client.ts';
import { startInProcessVoice } from './in-process-voice.ts';
import { startUtilityVoice } from './utility-voice.ts';
import type { VoiceRun } from './voice-run.ts';
import { initialVoiceState, stepVoice, voiceViewOf } from './voice-supervisor.ts';
import type { VoiceCommand, VoiceEvent, VoiceHostKind } from './voice-supervisor.ts';

/** A window that wants a line to the desk. */
export interface LineTarget {
  /** The same for every request of one window. */
  readonly id: number;
  takePort(port: MessagePortMain): void;
}

export interface VoiceHostOptions {
  readonly host: VoiceHostKind;
  /** Asked anew at each start: it can be moved in between. */
  dataFolder(): string;
  /** A packaged app's resources; null in the tree, where models are found beside the sources. */
  readonly resourcesPath: string | null;
  readonly version: string;
  readonly log: MainLog;
  onView(view: DesktopState['voice']): void;
  /** Lines are dead: windows ask for new ones. */
  onLost(): void;
}

export interface VoiceHost {
  readonly desk: DeskClient;
  start(): void;
  /** Now if the voice runs, otherwise as soon as it does. */
  connect(target: LineTarget): void;
  disconnect(targetId: number): void;
  restart(): void;
  /** In order. Resolves when it has let go of its files; `restart` starts it again. */
  pause(): Promise<void>;
  chooseHost(host: VoiceHostKind): void;
  /** In order. Resolves when nothing of it is left. */
  end(): Promise<void>;
}

interface Life {
  readonly run: VoiceRun;
  readonly asked: Map<number, (result: Result<unknown>) => void>;
}

const hosts = { utility: startUtilityVoice, main: startInProcessVoice };

export function createVoiceHost(options: VoiceHostOptions): VoiceHost {
  const { log } = options;
  const desk = createDeskClient();
  const wanting = new Map<number, LineTarget>();
  let state = initialVoiceState(options.host);
  let life: Life | null = null;
  let timer: NodeJS.Timeout | undefined;
  let nextRequest = 1;
  let tellEnded: () => void = () => {};
  const ended = new Promise<void>((resolve) => (tellEnded = resolve));
  const pausing: (() => void)[] = [];

  function ask(to: Life, command: object, ports: readonly MessagePortMain[] = []): Promise<Result<unknown>> {
    const request = nextRequest++;
    return new Promise((resolve) => {
      to.asked.set(request, resolve);
      to.run.post({ ...command, request }, ports);
    });
  }

  function take(from: Life, message: unknown): void {
    const answer = message as {
      type?: unknown;
      request?: number;
      ok?: boolean;
      value?: unknown;
      fault?: Fault;
    };
    if (answer.type !== 'answer' || answer.request === undefined) return;
    const resolve = from.asked.get(answer.request);
    from.asked.delete(answer.request);
    resolve?.(
      answer.ok === true
        ? { ok: true, value: answer.value }
        : { ok: false, fault: answer.fault ?? faultOf('internal') },
    );
  }

  function lineTo(to: Life): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    void ask(to, { type: 'connect' }, [port2]).then((connected) => {
      if (!connected.ok) log.warn({ code: connected.fault.code }, 'a line to the desk was refused');
    });
    return port1;
  }

  async function bringUp(mine: Life, host: VoiceHostKind): Promise<void> {
    const { resourcesPath, version } = options;
    const place = { dataFolder: options.dataFolder(), ...(resourcesPath === null ? {} : { resourcesPath }) };
    const started = await ask(mine, { type: 'start', desk: true, host, version, ...place });
    if (life !== mine) return;
    const connected = started.ok ? await desk.use(lineTo(mine)) : started;
    if (life !== mine) return;
    if (connected.ok) return handle({ type: 'ready' });
    log.error({ code: connected.fault.code }, 'the voice cannot be started');
    handle({ type: 'refused', fault: connected.fault });
  }

  function startLife(host: VoiceHostKind): void {
    const run = hosts[host]({
      onMessage: (message) => take(mine, message),
      onExit: (code) => lost(mine, code),
    });
    const mine: Life = { run, asked: new Map() };
    life = mine;
    void bringUp(mine, host);
  }

  function lost(gone: Life, code: number): void {
    if (life !== gone) return;
    clearTimeout(timer);
    life = null;
    for (const resolve of gone.asked.values()) resolve(err('closed'));
    desk.lose();
    options.onLost();
    if (state.kind !== 'ending') log.warn({ code, state: state.kind }, 'the voice ended without being asked');
    handle({ type: 'exited', at: performance.now() });
  }

  async function shutDown(limitMs: number): Promise<void> {
    const ending = life;
    if (!ending) return;
    clearTimeout(timer);
    timer = setTimeout(() => handle({ type: 'shutdownTookTooLong' }), limitMs);
    await ask(ending, { type: 'shutdown' });
    // all is closed and saved; what is left is an idle process
    if (life === ending) ending.run.kill();
  }

  function carryOut(command: VoiceCommand): void {
    switch (command.type) {
      case 'start':
        clearTimeout(timer);
        return startLife(command.host);
      case 'wait':
        timer = setTimeout(() => handle({ type: 'waited' }), command.ms);
        return;
      case 'shutdown':
        return void shutDown(command.limitMs);
      case 'kill':
        log.warn({}, 'the voice did not end in time');
        return life?.run.kill();
      case 'done':
        clearTimeout(timer);
        return tellEnded();
      default:
        return assertNever(command);
    }
  }

  function handle(event: VoiceEvent): void {
    const step = stepVoice(state, event);
    const changed = step.state !== state;
    state = step.state;
    if (changed) options.onView(voiceViewOf(state));
    for (const command of step.commands) carryOut(command);
    if (changed) handLines();
    if (state.kind === 'stopped' || state.kind === 'ended') for (const resume of pausing.splice(0)) resume();
  }

  function handLines(): void {
    if (state.kind !== 'running' || !life) return;
    for (const target of wanting.values()) target.takePort(lineTo(life));
    wanting.clear();
  }

  desk.onEvent((event) => {
    if (event.type === 'liveChanged' && event.live) handle({ type: 'turnBegun' });
    if (event.type === 'settingsChanged') handle({ type: 'hostChosen', host: event.settings.host });
  });

  return {
    desk,
    start: () => handle({ type: 'startAsked' }),
    connect(target) {
      wanting.set(target.id, target);
      handLines();
    },
    disconnect: (targetId) => void wanting.delete(targetId),
    restart: () => handle({ type: 'restartAsked' }),
    pause() {
      const paused = new Promise<void>((resolve) => pausing.push(resolve));
      handle({ type: 'pauseAsked' });
      return paused;
    },
    chooseHost: (host) => handle({ type: 'hostChosen', host }),
    end() {
      handle({ type: 'endAsked' });
      return ended;
    },
  };
}
