/** German: what the manifest says of the models that come with Parley (English stands there), by name. */
export const modelNotes: Readonly<Record<string, string>> = {
  'silero-vad':
    'Sagt für je 32 ms, ob gesprochen wird. Nimmt 576 Werte bei 16 kHz: 64 des Stücks davor, dann 512 neue.',
  'smart-turn':
    'Sagt, wie wahrscheinlich der Sprecher fertig ist, aus den letzten 8 s. Die Gewichte sind ganze Zahlen zu 8 Bit. Die Ausgabe mit Namen logits ist schon eine Wahrscheinlichkeit.',
  'whisper-tiny.en':
    'Nur Englisch; wird benutzt, wenn nichts anderes gewählt ist. Nimmt Ton jeder Länge bis 30 s und fügt die Stille nach der Rede selbst an.',
  'whisper-base':
    '99 Sprachen; wird in den Einstellungen gewählt. Etwa doppelt so viel Arbeit wie whisper-tiny.en.',
  'piper-joe':
    'Amerikanisches Englisch, 22,05 kHz. Aus der Stimme lessac weiter trainiert, deren Aufnahmen für gewerbliche Stimmen nur mit Einschränkungen lizenziert sind. Wegen der Daten von espeak-ng muss eine fertige App, die die Stimme enthält, zur GPL 3 passend weitergegeben werden.',
};
