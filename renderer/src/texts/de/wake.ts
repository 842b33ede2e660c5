/** German: the feature `wake`. */
import type { wake as english } from '../en/wake.ts';

export const wake: Record<keyof typeof english, string> = {
  'wake.text': 'Parley wartet auf diese Worte und verwirft alles andere, was es hört.',
  'wake.setting': 'Weckwort',
  'wake.phrase': 'Weckwort',
  'wake.phraseHint': 'Zwei oder drei Wörter, die nicht zufällig fallen. Es muss nichts trainiert werden.',
  'wake.sensitivity': 'Empfindlichkeit',
  'wake.sensitivityHint': 'Höher findet mehr und irrt sich öfter.',
  'wake.followUp': 'Ohne es weiterreden für',
  'wake.followUpHint': 'Nach einer Antwort können Sie ohne Weckwort weitersprechen. 0 schaltet das aus.',
  'wake.seconds': 'Sekunden',
  'wake.isOff': 'Parley wartet zurzeit nicht auf das Weckwort.',
  'wake.turnOn': 'Auf das Weckwort warten',
  'wake.try': 'Ausprobieren',
  'wake.tryText':
    'Sagen Sie einige Male „{phrase}“ und dazwischen etwas anderes. Nichts wird beantwortet oder behalten.',
  'wake.start': 'Beginnen',
  'wake.stop': 'Beenden',
  'wake.counts': '{heard}-mal gehört, {matched}-mal erkannt.',
  'wake.muted': 'Das Mikrofon ist aus.',
  'wake.matched': 'Erkannt',
  'wake.notMatched': 'Anderes',
  'wake.noWords': 'Keine Worte',
  'wake.score': '{percent} % ähnlich',
};
