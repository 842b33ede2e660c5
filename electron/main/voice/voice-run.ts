/** One life of the voice, whichever host it has: what both hosts offer to the one who supervises them. */
import type { MessagePortMain } from 'electron';

export interface VoiceRun {
  /** A `VoiceCommand`; ports are given away with it. */
  post(message: unknown, ports: readonly MessagePortMain[]): void;
  /** Ends it without asking, as soon as the host can. `onExit` follows. */
  kill(): void;
}

export interface VoiceRunListener {
  /** A `VoiceMessage`. */
  onMessage(message: unknown): void;
  /** Called once. */
  onExit(code: number): void;
}

export type StartVoiceRun = (listener: VoiceRunListener) => VoiceRun;
