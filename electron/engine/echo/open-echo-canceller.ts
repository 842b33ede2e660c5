/** The canceller of a session; where it cannot be loaded that is told, and frames pass as they are. */
import type { Fault } from '../../contract/errors.ts';
import type { EchoCanceller } from './echo-port.ts';
import { createNullEchoCanceller } from './null-echo-canceller.ts';
import { createWebrtcEchoCanceller } from './webrtc-echo-canceller.ts';

/** @param wanted false: nothing is loaded */
export async function openEchoCanceller(
  wanted: boolean,
  onFault: (fault: Fault) => void,
): Promise<EchoCanceller> {
  const canceller = wanted ? await createWebrtcEchoCanceller({}) : null;
  if (canceller?.ok) return canceller.value;
  if (canceller) onFault(canceller.fault);
  return createNullEchoCanceller();
}
