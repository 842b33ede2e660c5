/**
 * The microphone as a session's source. The shell around capture-health.ts: opens and closes recordings as it
 * commands, places frames on the session's time, and reports conditions. Keeps trying until its scope ends.
 */
import type { AudioFrame, Ms } from '../../contract/audio.ts';
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { FaultCode, Result } from '../../contract/errors.ts';
import type { Sender } from '../runtime/bounded-channel.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Scope } from '../runtime/scope.ts';
import { initialCaptureHealth, reduceCaptureHealth } from './capture-health.ts';
import type { HealthCommand, HealthCondition, HealthEvent, OpenFailure } from './capture-health.ts';
import { createCaptureTimeline } from './capture-timeline.ts';
import { startRecording } from './recording.ts';
import type { Recording, StartRecording } from './recording.ts';
import type { AudioSource, CaptureCondition, SourceObserver } from './source-port.ts';
import { systemAudio } from './system-audio.ts';
import type { SystemAudio } from './system-audio.ts';
import { HEALTH_TICK_MS } from './tuning.ts';

export interface MicrophoneOptions {
  /** As listed; empty means the system's default. */
  readonly device: string;
  readonly clock: Clock;
  /** For tests: the system and the recorder. */
  readonly system?: SystemAudio;
  readonly record?: StartRecording;
  readonly platform?: NodeJS.Platform;
}

export interface MicrophoneSource extends AudioSource {
  /** Goes on with another microphone at once, within the same session; empty means the default. */
  switchDevice(device: string): void;
  /** Muted, the device is closed and nothing is asked of the system. */
  setMuted(muted: boolean): void;
}

function reasonOfCode(code: FaultCode): OpenFailure {
  if (code === 'mic_unknown' || code === 'mic_none') return 'absent';
  if (code === 'mic_busy') return 'busy';
  return code === 'mic_denied' ? 'denied' : 'failed';
}

/** `run` errors: `addon_missing`; everything else about a microphone is a condition. */
export function createMicrophoneSource(options: MicrophoneOptions): MicrophoneSource {
  const { clock } = options;
  const system = options.system ?? systemAudio;
  const record = options.record ?? startRecording;
  const zerosMeanDenied = (options.platform ?? process.platform) === 'darwin';
  let device = options.device;
  let muted = false;
  let onSwitched: (() => void) | null = null;
  let onMuted: (() => void) | null = null;

  function conditionOf(condition: HealthCondition): CaptureCondition {
    if (condition.state === 'hearing' || condition.state === 'muted') return { state: condition.state };
    return { state: condition.state, fault: faultOf(condition.code, device || undefined) };
  }

  function listen(
    output: Sender<AudioFrame>,
    observer: SourceObserver,
    scope: Scope,
    finish: (result: Result<void>) => void,
  ): () => Promise<void> {
    const timeline = createCaptureTimeline(clock.now(), (samples) => observer.onLost(samples));
    let health = initialCaptureHealth(device !== '', zerosMeanDenied);
    let recording: Recording | null = null;
    const closing = new Set<Promise<void>>();
    // Answers to questions and openings of an earlier attempt are ignored by its number.
    let attempt = 0;
    let cancelReopen = () => {};
    let cancelTick = () => {};
    let lastFrameAtMs: Ms | null = null;
    let zerosSinceMs: Ms | null = null;

    function closeRecording(): void {
      if (!recording) return;
      const ending: Promise<void> = recording.stop().finally(() => closing.delete(ending));
      closing.add(ending);
      recording = null;
    }

    function dispatch(event: HealthEvent): void {
      if (scope.signal.aborted) return;
      const before = health.condition;
      const step = reduceCaptureHealth(health, event);
      health = step.health;
      if (health.condition && health.condition !== before)
        observer.onCondition(conditionOf(health.condition));
      for (const command of step.commands) obey(command);
    }

    function obey(command: HealthCommand): void {
      if (command.kind === 'inspect') {
        void askSystem(attempt);
        return;
      }
      attempt++;
      closeRecording();
      cancelReopen();
      if (command.kind === 'close') {
        timeline.pause();
        lastFrameAtMs = null;
        zerosSinceMs = null;
        return;
      }
      const mine = attempt;
      cancelReopen = clock.schedule(command.inMs, () => void open(mine));
    }

    async function askSystem(mine: number): Promise<void> {
      const verdict = await system.inspect(device);
      if (mine !== attempt) return;
      dispatch({ kind: 'inspected', atMs: clock.now(), verdict, zeros: zerosSinceMs !== null });
    }

    async function open(mine: number): Promise<void> {
      // A device that is still being let go of cannot be opened again.
      await Promise.all(closing);
      const verdict = await system.inspect(device);
      if (mine !== attempt || scope.signal.aborted) return;
      if (verdict === 'absent' || verdict === 'denied' || verdict === 'unreachable') {
        dispatch({ kind: 'openFailed', reason: verdict });
        return;
      }
      recording = record(device, {
        onOpened() {
          if (mine !== attempt) return;
          lastFrameAtMs = null;
          zerosSinceMs = null;
          timeline.restart();
          dispatch({ kind: 'opened', atMs: clock.now() });
        },
        onFrame(samples, ageMs, zeros, lostFrames) {
          if (mine === attempt) takeFrame(samples, clock.now() - ageMs, zeros, lostFrames);
        },
        onFailed(code, detail) {
          if (mine !== attempt) return;
          if (code === 'addon_missing') finish(err(code, detail));
          else if (health.openedAtMs === null) dispatch({ kind: 'openFailed', reason: reasonOfCode(code) });
          else dispatch({ kind: 'broke' });
        },
      });
    }

    function takeFrame(samples: Float32Array, capturedAtMs: Ms, zeros: boolean, lostFrames: number): void {
      if (scope.signal.aborted) return;
      lastFrameAtMs = clock.now();
      if (!zeros) zerosSinceMs = null;
      else zerosSinceMs ??= lastFrameAtMs;
      const startSamples = timeline.place(capturedAtMs, lostFrames);
      if (!output.offer({ samples, startSamples, capturedAtMs })) return finish(ok(undefined));
      // Sound that comes back is told at once, not at the next tick.
      if (!zeros && health.condition?.state !== 'hearing') look();
    }

    function look(): void {
      dispatch({ kind: 'tick', atMs: clock.now(), lastFrameAtMs, zerosSinceMs });
    }

    function tick(): void {
      look();
      cancelTick = clock.schedule(HEALTH_TICK_MS, tick);
    }

    onSwitched = () => dispatch({ kind: 'switched', named: device !== '' });
    onMuted = () => dispatch({ kind: muted ? 'muted' : 'unmuted' });
    if (muted) onMuted();
    else void open(attempt);
    tick();

    return async () => {
      attempt++;
      onSwitched = null;
      onMuted = null;
      cancelTick();
      cancelReopen();
      closeRecording();
      await Promise.all(closing);
    };
  }

  return {
    get name() {
      return device || 'default microphone';
    },
    async run(output, observer, scope) {
      let stop = () => Promise.resolve();
      const result = await new Promise<Result<void>>((resolve) => {
        scope.signal.addEventListener('abort', () => resolve(ok(undefined)), { once: true });
        if (scope.signal.aborted) return resolve(ok(undefined));
        stop = listen(output, observer, scope, resolve);
      });
      await stop();
      return result;
    },
    switchDevice(next) {
      if (next === device) return;
      device = next;
      onSwitched?.();
    },
    setMuted(next) {
      if (next === muted) return;
      muted = next;
      onMuted?.();
    },
  };
}
