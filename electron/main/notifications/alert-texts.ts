/**
 * What the system's notification of an alert says, in every language of the app. The main process's own small
 * catalogue; the same alerts in full, with their figures' limits, stand in the interface's texts.
 */
import type { AlertCode } from '../../contract/metrics.ts';

export interface AlertText {
  /** `{value}` is the figure with its unit. */
  readonly title: string;
  /** What can be done. */
  readonly body: string;
}

export type AlertLanguage = 'en' | 'de';

export const alertTexts: Readonly<Record<AlertLanguage, Readonly<Record<AlertCode, AlertText>>>> = {
  en: {
    frame_slow: {
      title: 'Parley takes {value} for a piece of sound',
      body: 'Close programs that keep the processor busy, or choose a smaller recogniser.',
    },
    memory_high: {
      title: 'Parley holds {value} beside its models',
      body: 'Close conversations you do not need, or make room in the monitor.',
    },
    load_high: {
      title: 'Parley is at {value} of what it can do',
      body: 'Close other conversations or busy programs; Parley recovers by itself.',
    },
    errors_high: {
      title: '{value} of what Parley did has failed',
      body: 'Copy the diagnostics from the monitor, then restart Parley.',
    },
    queue_long: {
      title: 'Sound is waiting: {value}',
      body: 'Close other conversations; nothing of yours is lost.',
    },
    capture_silent: {
      title: 'The microphone has sent nothing for {value}',
      body: 'Check its switch and its cable, or choose another in the settings.',
    },
    loop_stalled: {
      title: 'Parley stood still for {value}',
      body: 'Close programs that keep the processor or the disk busy.',
    },
  },
  de: {
    frame_slow: {
      title: 'Parley braucht {value} für ein Stück Ton',
      body: 'Schließen Sie Programme, die den Prozessor belegen, oder wählen Sie einen kleineren Erkenner.',
    },
    memory_high: {
      title: 'Parley belegt neben seinen Modellen {value}',
      body: 'Schließen Sie Gespräche, die Sie nicht brauchen, oder schaffen Sie im Monitor Platz.',
    },
    load_high: {
      title: 'Parley ist zu {value} ausgelastet',
      body: 'Schließen Sie andere Gespräche oder Programme, die viel rechnen; Parley erholt sich von selbst.',
    },
    errors_high: {
      title: '{value} von Parleys Arbeit schlugen fehl',
      body: 'Kopieren Sie die Diagnose aus dem Monitor und starten Sie Parley dann neu.',
    },
    queue_long: {
      title: 'Es wartet Ton: {value}',
      body: 'Schließen Sie andere Gespräche; von Ihrem geht nichts verloren.',
    },
    capture_silent: {
      title: 'Das Mikrofon hat seit {value} nichts gesendet',
      body: 'Prüfen Sie Schalter und Kabel oder wählen Sie in den Einstellungen ein anderes.',
    },
    loop_stalled: {
      title: 'Parley stand {value} lang still',
      body: 'Schließen Sie Programme, die Prozessor oder Platte belegen.',
    },
  },
};

/** Words for units that are no signs. */
export const unitTexts: Readonly<Record<AlertLanguage, Readonly<Record<string, string>>>> = {
  en: { frames: 'pieces' },
  de: { frames: 'Stücke' },
};
