/**
 * Decides what is the matter with a microphone and what to do about it. Pure: told what happened and when, it
 * answers with the condition to report and commands for the shell (microphone-source.ts). Knows no device.
 */
import type { Ms } from '../../contract/audio.ts';
import { assertNever } from '../../contract/assert-never.ts';
import type { FaultCode } from '../../contract/errors.ts';
import {
  FIRST_FRAME_AFTER_MS,
  INSPECT_AFTER_GAP_MS,
  INSPECT_AFTER_ZEROS_MS,
  INSPECT_EVERY_MS,
  INSPECT_STEADY_MS,
  REOPEN_ABSENT_MOST_MS,
  REOPEN_FIRST_MS,
  REOPEN_MOST_MS,
  SILENT_AFTER_ZEROS_MS,
  SILENT_REOPEN_MS,
  STALLED_AFTER_MS,
  STEADY_AFTER_MS,
} from './tuning.ts';

/** What the system says about a microphone; `unasked` where it cannot be asked. */
export type MicrophoneVerdict = 'present' | 'muted' | 'absent' | 'denied' | 'unreachable' | 'unasked';

/** Why a microphone could not be opened. */
export type OpenFailure = Exclude<MicrophoneVerdict, 'present' | 'muted' | 'unasked'> | 'busy' | 'failed';

export type HealthCondition =
  | { readonly state: 'hearing' }
  | { readonly state: 'silent'; readonly code: FaultCode }
  | { readonly state: 'lost'; readonly code: FaultCode }
  /** Closed because the user wants it so: nothing is asked and nothing opened. */
  | { readonly state: 'muted' };

export interface CaptureHealth {
  /** Null until something is known. */
  readonly condition: HealthCondition | null;
  /** The user chose this microphone by name. */
  readonly named: boolean;
  /** Exact zeros from the start mean that access was denied (macOS). */
  readonly zerosMeanDenied: boolean;
  /** Null while no recording is open. */
  readonly openedAtMs: Ms | null;
  /** When the system was last asked. */
  readonly inspectedAtMs: Ms;
  /** Openings that came to nothing, in a row. */
  readonly failures: number;
  /** This microphone has been heard since it was chosen. */
  readonly heard: boolean;
}

export type HealthEvent =
  | { readonly kind: 'opened'; readonly atMs: Ms }
  | { readonly kind: 'openFailed'; readonly reason: OpenFailure }
  /** The recording ended by itself. */
  | { readonly kind: 'broke' }
  | {
      readonly kind: 'tick';
      readonly atMs: Ms;
      /** Null: no frame since it was opened. */
      readonly lastFrameAtMs: Ms | null;
      /** Since when every frame was exact zeros; null when the last one was not. */
      readonly zerosSinceMs: Ms | null;
    }
  | {
      readonly kind: 'inspected';
      readonly atMs: Ms;
      readonly verdict: MicrophoneVerdict;
      /** Whether frames are exact zeros at present. */
      readonly zeros: boolean;
    }
  | { readonly kind: 'switched'; readonly named: boolean }
  | { readonly kind: 'muted' }
  | { readonly kind: 'unmuted' };

export type HealthCommand =
  /** Ask the system about the microphone, then send `inspected`. */
  | { readonly kind: 'inspect' }
  /** Close what is open and open again after a while. */
  | { readonly kind: 'reopen'; readonly inMs: Ms }
  /** Close what is open. */
  | { readonly kind: 'close' };

export interface HealthStep {
  readonly health: CaptureHealth;
  readonly commands: readonly HealthCommand[];
}

export function initialCaptureHealth(named: boolean, zerosMeanDenied: boolean): CaptureHealth {
  return {
    condition: null,
    named,
    zerosMeanDenied,
    openedAtMs: null,
    inspectedAtMs: -Infinity,
    failures: 0,
    heard: false,
  };
}

/** The wait before the n-th attempt in a row, n from 1. */
export function reopenDelayMs(failures: number, mostMs: Ms = REOPEN_MOST_MS): Ms {
  return Math.min(REOPEN_FIRST_MS * 2 ** Math.max(0, failures - 1), mostMs);
}

const stay = (health: CaptureHealth): HealthStep => ({ health, commands: [] });

function withCondition(health: CaptureHealth, condition: HealthCondition): CaptureHealth {
  const before = health.condition;
  if (before?.state === condition.state) {
    const codeOf = (c: HealthCondition) => ('code' in c ? c.code : null);
    if (codeOf(before) === codeOf(condition)) return health;
  }
  return { ...health, condition };
}

function lose(health: CaptureHealth, code: FaultCode, mostMs: Ms = REOPEN_MOST_MS): HealthStep {
  const failures = health.failures + 1;
  const lost = withCondition(health, { state: 'lost', code });
  return {
    health: { ...lost, openedAtMs: null, failures },
    commands: [{ kind: 'reopen', inMs: reopenDelayMs(failures, mostMs) }],
  };
}

function codeOfFailure(health: CaptureHealth, reason: OpenFailure): FaultCode {
  switch (reason) {
    case 'absent':
      if (health.heard) return 'mic_gone';
      return health.named ? 'mic_unknown' : 'mic_none';
    case 'unreachable':
      return health.heard ? 'mic_stalled' : 'mic_none';
    case 'denied':
      return 'mic_denied';
    case 'busy':
      return 'mic_busy';
    case 'failed':
      return 'mic_failed';
    default:
      return assertNever(reason);
  }
}

function inspect(health: CaptureHealth, atMs: Ms): HealthStep {
  return { health: { ...health, inspectedAtMs: atMs }, commands: [{ kind: 'inspect' }] };
}

function onTick(health: CaptureHealth, event: Extract<HealthEvent, { kind: 'tick' }>): HealthStep {
  const { atMs, lastFrameAtMs, zerosSinceMs } = event;
  if (health.openedAtMs === null) return stay(health);
  const openForMs = atMs - health.openedAtMs;
  if (lastFrameAtMs === null) {
    return openForMs > FIRST_FRAME_AFTER_MS ? lose(health, 'mic_stalled') : stay(health);
  }
  const gapMs = atMs - lastFrameAtMs;
  if (gapMs > STALLED_AFTER_MS) return lose(health, 'mic_stalled');
  const steady = health.failures > 0 && openForMs > STEADY_AFTER_MS ? { ...health, failures: 0 } : health;
  if (gapMs > INSPECT_AFTER_GAP_MS) {
    return steady.inspectedAtMs < lastFrameAtMs ? inspect(steady, atMs) : stay(steady);
  }

  const sinceInspectedMs = atMs - health.inspectedAtMs;
  if (zerosSinceMs === null) {
    const hearing = withCondition(steady, { state: 'hearing' });
    const next = hearing.heard ? hearing : { ...hearing, heard: true };
    return sinceInspectedMs >= INSPECT_STEADY_MS ? inspect(next, atMs) : stay(next);
  }
  const zerosForMs = atMs - zerosSinceMs;
  let next = steady;
  if (zerosForMs >= SILENT_AFTER_ZEROS_MS && steady.condition?.state !== 'silent') {
    const code = steady.zerosMeanDenied && !steady.heard ? 'mic_denied' : 'mic_zeros';
    next = withCondition(steady, { state: 'silent', code });
  }
  const due = zerosForMs >= INSPECT_AFTER_ZEROS_MS && sinceInspectedMs >= INSPECT_EVERY_MS;
  return due ? inspect(next, atMs) : stay(next);
}

function onInspected(health: CaptureHealth, event: Extract<HealthEvent, { kind: 'inspected' }>): HealthStep {
  if (health.openedAtMs === null) return stay(health);
  const silent = health.condition?.state === 'silent';
  switch (event.verdict) {
    case 'absent':
      return lose(health, codeOfFailure(health, 'absent'));
    case 'denied':
      return lose(health, 'mic_denied');
    case 'muted':
      return stay(event.zeros ? withCondition(health, { state: 'silent', code: 'mic_muted' }) : health);
    case 'present': {
      const unmuted = health.condition?.state === 'silent' && health.condition.code === 'mic_muted';
      return stay(
        unmuted && event.zeros ? withCondition(health, { state: 'silent', code: 'mic_zeros' }) : health,
      );
    }
    case 'unasked':
      return silent && event.zeros && event.atMs - health.openedAtMs >= SILENT_REOPEN_MS
        ? { health: { ...health, openedAtMs: null }, commands: [{ kind: 'reopen', inMs: 0 }] }
        : stay(health);
    // Frames still come, or a tick will say that they do not.
    case 'unreachable':
      return stay(health);
    default:
      return assertNever(event.verdict);
  }
}

/** While muted only the choice of the microphone and the end of it count. */
function reduceMuted(health: CaptureHealth, event: HealthEvent): HealthStep {
  if (event.kind === 'switched') return stay({ ...health, named: event.named, heard: false });
  if (event.kind !== 'unmuted') return stay(health);
  return {
    health: { ...health, condition: null, failures: 0 },
    commands: [{ kind: 'reopen', inMs: 0 }],
  };
}

/** The next state, and what to do. An event that changes nothing returns the same state object. */
export function reduceCaptureHealth(health: CaptureHealth, event: HealthEvent): HealthStep {
  if (health.condition?.state === 'muted') return reduceMuted(health, event);
  switch (event.kind) {
    case 'opened':
      return stay({ ...health, openedAtMs: event.atMs, inspectedAtMs: event.atMs });
    case 'openFailed': {
      const asked = event.reason === 'absent' || event.reason === 'unreachable';
      return lose(
        health,
        codeOfFailure(health, event.reason),
        asked ? REOPEN_ABSENT_MOST_MS : REOPEN_MOST_MS,
      );
    }
    case 'broke':
      return health.openedAtMs === null ? stay(health) : lose(health, 'mic_stalled');
    case 'tick':
      return onTick(health, event);
    case 'inspected':
      return onInspected(health, event);
    case 'switched':
      return {
        health: { ...health, named: event.named, openedAtMs: null, failures: 0, heard: false },
        commands: [{ kind: 'reopen', inMs: 0 }],
      };
    case 'muted':
      return {
        health: { ...health, condition: { state: 'muted' }, openedAtMs: null },
        commands: [{ kind: 'close' }],
      };
    case 'unmuted':
      return stay(health);
    default:
      return assertNever(event);
  }
}
