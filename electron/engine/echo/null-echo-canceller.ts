/** Stands in where no canceller can be loaded or none is wanted: frames pass as they are. */
import type { EchoCanceller } from './echo-port.ts';

export function createNullEchoCanceller(): EchoCanceller {
  return { pushFarEnd: () => {}, process: () => {}, active: false, close: () => {} };
}
