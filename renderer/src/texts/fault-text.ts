/** A fault in the language of the interface. The English sentences are the contract's own, but for one. Pure. */
import { faultOf } from '../../../electron/contract/errors.ts';
import type { Fault } from '../../../electron/contract/errors.ts';
import { faults as german } from './de/faults.ts';
import type { Language } from './translate.ts';

export interface FaultText {
  readonly what: string;
  readonly help: string;
}

/** To a window `closed` says that the voice process is not there at the moment: a call was cut off, or found no line. */
const closed: Readonly<Record<Language, FaultText>> = {
  en: {
    what: 'Parley’s voice stopped before it could answer that.',
    help: 'Look whether it was done, and try again as soon as it is back.',
  },
  de: {
    what: 'Die Stimme von Parley war weg, bevor sie darauf antworten konnte.',
    help: 'Sehen Sie nach, ob es geschehen ist, und versuchen Sie es sonst noch einmal, sobald sie wieder da ist.',
  },
};

/** The detail of a fault (a path, a device), which stands in brackets behind the contract's sentence; else empty. */
function detailOf(fault: Fault): string {
  const plain = faultOf(fault.code).message;
  return fault.message.startsWith(`${plain} (`) && fault.message.endsWith(')')
    ? fault.message.slice(plain.length)
    : '';
}

/** A code this window is too old to know keeps the sentences it came with. */
export function faultText(language: Language, fault: Fault): FaultText {
  if (fault.code === 'closed') return closed[language];
  if (language === 'en' || !Object.hasOwn(german, fault.code)) {
    return { what: fault.message, help: fault.help };
  }
  const { what, help } = german[fault.code];
  return { what: `${what}${detailOf(fault)}`, help };
}
