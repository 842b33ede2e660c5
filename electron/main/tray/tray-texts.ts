/** What the tray says, in every language of the app. The main process's own small catalogue. */
import type { TalkPhase } from '../../contract/desk-views.ts';
import type { Settings } from '../../contract/settings.ts';

export interface TrayTexts {
  readonly tooltip: Readonly<Record<TalkPhase, string>>;
  readonly talk: string;
  readonly stop: string;
  readonly mute: string;
  readonly mode: string;
  readonly modes: Readonly<Record<Settings['talk']['mode'], string>>;
  readonly open: string;
  readonly monitor: string;
  readonly settings: string;
  readonly quit: string;
}

export type TrayLanguage = 'en' | 'de';

export const trayTexts: Readonly<Record<TrayLanguage, TrayTexts>> = {
  en: {
    tooltip: {
      starting: 'Parley is starting',
      ready: 'Parley is ready',
      asleep: 'Parley waits for its wake phrase',
      listening: 'Parley is listening',
      thinking: 'Parley is thinking',
      speaking: 'Parley is speaking',
      muted: 'Parley: the microphone is off',
      fault: 'Parley needs attention',
    },
    talk: 'Talk',
    stop: 'Stop',
    mute: 'Microphone off',
    mode: 'Listen',
    modes: { hold: 'While the talk key is used', handsFree: 'Always', wake: 'After the wake phrase' },
    open: 'Open Parley',
    monitor: 'Open the monitor',
    settings: 'Settings',
    quit: 'Quit Parley',
  },
  de: {
    tooltip: {
      starting: 'Parley startet',
      ready: 'Parley ist bereit',
      asleep: 'Parley wartet auf das Weckwort',
      listening: 'Parley hört zu',
      thinking: 'Parley denkt nach',
      speaking: 'Parley spricht',
      muted: 'Parley: Das Mikrofon ist aus',
      fault: 'Parley braucht Aufmerksamkeit',
    },
    talk: 'Sprechen',
    stop: 'Stopp',
    mute: 'Mikrofon aus',
    mode: 'Zuhören',
    modes: { hold: 'Solange die Sprechtaste benutzt wird', handsFree: 'Immer', wake: 'Nach dem Weckwort' },
    open: 'Parley öffnen',
    monitor: 'Monitor öffnen',
    settings: 'Einstellungen',
    quit: 'Parley beenden',
  },
};

/** @param locale of the system, as a BCP 47 tag */
export function trayLanguage(setting: Settings['appearance']['language'], locale: string): TrayLanguage {
  if (setting !== 'system') return setting;
  return /^de\b/i.test(locale) ? 'de' : 'en';
}
