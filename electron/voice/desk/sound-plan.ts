/** Decides where a conversation's sound comes from and goes to. Pure. */
import type { Snapshot } from '../../contract/desk-views.ts';
import type { OpenSessionOptions } from '../../engine/engine-port.ts';

type Input = OpenSessionOptions['input'];
type Output = OpenSessionOptions['output'];

/** Both ends of a browser that brought its own microphone and speaker. */
export interface BrowserSound {
  readonly input: Extract<Input, { kind: 'stream' }>;
  readonly output: Extract<Output, { kind: 'stream' }>;
}

export interface SoundFacts {
  readonly host: Snapshot['host'];
  /** Recogniser and speech detection are there. */
  readonly canHear: boolean;
  readonly browser: BrowserSound | null;
  readonly microphones: number;
  readonly speakers: number;
  /** The microphone's part of Parley cannot be loaded here. */
  readonly noCapture: boolean;
}

export interface SoundPlan {
  readonly input: Input;
  readonly output: Output;
  readonly sound: 'host' | 'browser' | 'none';
}

/**
 * On a desktop a missing microphone or speaker is a fault that heals when one is connected; a headless machine that
 * has none is as it should be, and is typed to.
 */
export function planSound(facts: SoundFacts): SoundPlan {
  const { host, browser, canHear, noCapture } = facts;
  if (browser) {
    return { input: canHear ? browser.input : { kind: 'none' }, output: browser.output, sound: 'browser' };
  }
  const desktop = host !== 'headless';
  const ears = canHear && !noCapture && (desktop || facts.microphones > 0);
  const mouth = desktop || facts.speakers > 0;
  return {
    input: ears ? { kind: 'microphone', device: null } : { kind: 'none' },
    output: mouth ? { kind: 'speaker', device: null } : { kind: 'none' },
    sound: ears || mouth ? 'host' : 'none',
  };
}
