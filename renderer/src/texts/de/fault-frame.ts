/** German: what stands around a fault. */
import type { faultFrame as english } from '../en/fault-frame.ts';

export const faultFrame: Record<keyof typeof english, string> = {
  'fault.region': 'Was Aufmerksamkeit braucht',
  'fault.action.restart': 'Stimme neu starten',
  'fault.action.microphone': 'Mikrofon wählen',
  'fault.action.speaker': 'Lautsprecher wählen',
  'fault.action.allow': 'Mikrofon erlauben',
  'fault.action.languageModel': 'Einrichten',
  'fault.action.models': 'Modelle öffnen',
  'fault.action.unmute': 'Einschalten',
  'fault.action.network': 'Privatsphäre',
  'fault.action.shortcut': 'Kürzel wählen',
  'fault.action.folder': 'Ordner zeigen',
  'fault.dismiss': 'Diesen Hinweis ausblenden',
  'fault.more.one': 'und {count} weiterer',
  'fault.more.other': 'und {count} weitere',
};
