/** The one shape every step of the pipeline has. Stages never know each other; pipeline.ts joins them. */
import type { Receiver, Sender } from './bounded-channel.ts';
import type { Scope } from './scope.ts';

export interface Stage<In, Out> {
  readonly name: string;
  /**
   * Pulls from `input`, works, awaits its sends. Resolves when the input has ended or the scope aborts.
   * Rejects only for a bug; expected failures travel as values. Never ends `output`: the wiring does.
   */
  run(input: Receiver<In>, output: Sender<Out>, scope: Scope): Promise<void>;
}
