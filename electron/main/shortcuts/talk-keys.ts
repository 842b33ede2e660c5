/**
 * What a press or release of a shortcut asks of the desk. Pure.
 *
 * The talk key is held or toggles; the dictation key always starts with one press and stops with the next.
 */
import type { CombinationName } from '../key-hook/combination-watch.ts';

export type KeyWish = 'pressTalk' | 'releaseTalk' | 'toggleTalk' | 'toggleDictation' | null;

export interface KeyReport {
  readonly name: CombinationName;
  /** `hook` sees down and up; `system` only that it was pressed. */
  readonly from: 'hook' | 'system';
  readonly pressed: boolean;
}

/** @param hookRuns then the system's report is only there to keep the key from other programs */
export function wishOf(report: KeyReport, hookRuns: boolean): KeyWish {
  if ((report.from === 'system') === hookRuns && report.pressed) return null;
  if (report.name === 'dictate') return report.pressed ? 'toggleDictation' : null;
  if (report.from === 'system') return 'toggleTalk';
  return report.pressed ? 'pressTalk' : 'releaseTalk';
}
