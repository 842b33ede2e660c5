/** A fault in the language of the interface. The English sentences are the contract's own. Pure. */
import { faultOf } from '../../../electron/contract/errors.ts';
import type { Fault } from '../../../electron/contract/errors.ts';
import { faults as german } from './de/faults.ts';
import type { Language } from './translate.ts';

export interface FaultText {
  readonly what: string;
  readonly help: string;
}

/** The detail of a fault (a path, a device), which stands in brackets behind the contract's sentence; else empty. */
function detailOf(fault: Fault): string {
  const plain = faultOf(fault.code).message;
  return fault.message.startsWith(`${plain} (`) && fault.message.endsWith(')')
    ? fault.message.slice(plain.length)
    : '';
}

/** A code this window is too old to know keeps the sentences it came with. */
export function faultText(language: Language, fault: Fault): FaultText {
  if (language === 'en' || !Object.hasOwn(german, fault.code)) {
    return { what: fault.message, help: fault.help };
  }
  const { what, help } = german[fault.code];
  return { what: `${what}${detailOf(fault)}`, help };
}
