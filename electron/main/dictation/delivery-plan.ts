/** Decides where a piece of dictated text goes, and what becomes of the clipboard. Pure. */
import type { DesktopView } from '../../contract/desktop.ts';
import type { Settings } from '../../contract/settings.ts';

/** Which window of ours has the keyboard: none, one with a text field in focus, one without. */
export type OwnFocus = 'none' | 'textField' | 'elsewhere';

export interface DeliveryFacts {
  readonly output: Settings['dictation']['output'];
  readonly paste: DesktopView['paste'];
  readonly ownFocus: OwnFocus;
  /** An earlier piece of this dictation could not be pasted: the rest joins it on the clipboard. */
  readonly gaveUp: boolean;
}

export type DeliveryWay =
  | 'insert' // into our own text field, without the clipboard
  | 'paste'
  | 'clipboard' // as the settings want it
  | 'clipboardInstead'; // because it cannot be typed

export function deliveryWay({ output, paste, ownFocus, gaveUp }: DeliveryFacts): DeliveryWay {
  if (output === 'clipboard') return 'clipboard';
  if (gaveUp) return 'clipboardInstead';
  if (ownFocus === 'textField') return 'insert';
  if (ownFocus === 'elsewhere' || paste !== 'works') return 'clipboardInstead';
  return 'paste';
}

/** Pieces come without the space between them. @param before whether something was written just before */
export function joinedPiece(text: string, before: boolean): string {
  return before && !/^[\s.,;:!?)\]}]/.test(text) ? ` ${text}` : text;
}

/** Marks by which password managers ask that a content be kept nowhere. */
const SECRET_MARKS = [
  'x-kde-passwordmanagerhint',
  'org.nspasteboard.concealedtype',
  'excludeclipboardcontentfrommonitorprocessing',
  'clipboard viewer ignore',
];

/**
 * What to do with the user's clipboard when it is taken over: nothing is there; it is kept and put back; or it is not
 * put back, because it is marked as secret and would come back without its mark.
 */
export function keepPlan(formats: readonly string[]): 'nothing' | 'keep' | 'secret' {
  if (formats.length === 0) return 'nothing';
  const secret = formats.some((format) => SECRET_MARKS.some((mark) => format.toLowerCase().includes(mark)));
  return secret ? 'secret' : 'keep';
}

/** Only what is still ours is replaced: anything else was copied by the user meanwhile. */
export const mayRestore = (now: string, ours: string) => now === ours;
