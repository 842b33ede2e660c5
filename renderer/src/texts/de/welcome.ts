/** German: the feature `welcome`. */
import type { welcome as english } from '../en/welcome.ts';

export const welcome: Record<keyof typeof english, string> = {
  'welcome.step': 'Schritt {at} von {of}',
  'welcome.microphone': 'Kann Parley Sie hören?',
  'welcome.microphone.text': 'Wählen Sie ein Mikrofon und sagen Sie etwas.',
  'welcome.sentence': 'Sagen Sie etwas zu Parley',
  'welcome.sentence.text': 'Zum Beispiel: „What time is it?“ oder „What is twelve times twelve?“',
  'welcome.privacy': 'Es bleibt bei Ihnen',
  'welcome.privacy.text': 'Zwei Dinge, die Sie wissen sollten.',
  'welcome.privacy.here': 'Ihre Stimme wird auf diesem Rechner zu Text; kein Ton verlässt ihn je.',
  'welcome.privacy.yours':
    'Das Gespräch liegt in einem Ordner, der Ihnen gehört; Sie können es jederzeit löschen.',
  'welcome.say': 'Sprechen',
  'welcome.next': 'Weiter',
  'welcome.back': 'Zurück',
  'welcome.skip': 'Überspringen',
  'welcome.finish': 'Los geht es',
  'welcome.browser':
    'Diese Seite läuft in einem Browser, der sein Mikrofon und seinen Lautsprecher leihen kann.',
  'welcome.browser.use': 'Die des Browsers benutzen',
  'welcome.noMicrophone': 'Es wurde kein Mikrofon gefunden.',
  'welcome.noMicrophoneHelp': 'Schließen Sie eines an, oder schreiben Sie Parley stattdessen.',
};
