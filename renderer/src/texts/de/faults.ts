/** German: what happened and what to do, for every code of contract/errors.ts (English stands there). */
import type { FaultCode } from '../../../../electron/contract/errors.ts';

export const faults: Record<FaultCode, { readonly what: string; readonly help: string }> = {
  internal: {
    what: 'In Parley ist etwas schiefgegangen.',
    help: 'Führen Sie `parley doctor` aus und melden Sie es, wenn es bleibt.',
  },
  bad_argument: {
    what: 'Ein angegebener Wert ist nicht brauchbar.',
    help: 'Prüfen Sie die Eingabe.',
  },
  closed: { what: 'Dieser Teil ist schon geschlossen.', help: 'Starten Sie ihn neu.' },
  session_limit: {
    what: 'Es sind schon so viele Gespräche offen wie erlaubt.',
    help: 'Schließen Sie eines und versuchen Sie es noch einmal.',
  },
  overloaded: {
    what: 'Parley ist dafür gerade zu beschäftigt.',
    help: 'Versuchen Sie es in ein paar Sekunden noch einmal oder schließen Sie andere Gespräche.',
  },
  session_unknown: { what: 'Dieses Gespräch gibt es nicht.', help: 'Beginnen Sie zuerst ein Gespräch.' },
  file_missing: { what: 'Die Datei gibt es nicht.', help: 'Prüfen Sie den Pfad.' },
  file_unreadable: { what: 'Die Datei lässt sich nicht lesen.', help: 'Prüfen Sie ihre Zugriffsrechte.' },
  file_too_large: {
    what: 'Die Datei ist größer, als Parley annimmt.',
    help: 'Teilen Sie sie in kleinere Stücke.',
  },
  file_unwritable: {
    what: 'Die Datei lässt sich nicht schreiben.',
    help: 'Prüfen Sie den Ordner, seine Zugriffsrechte und den freien Platz.',
  },
  audio_empty: {
    what: 'Die Aufnahme ist leer.',
    help: 'Nehmen Sie noch einmal auf und prüfen Sie das Mikrofon.',
  },
  audio_format: {
    what: 'Die Datei ist keine WAV-Aufnahme, die Parley versteht.',
    help: 'Nehmen Sie WAV mit PCM oder Gleitkomma, 8 bis 192 kHz, bis zu 8 Kanälen.',
  },
  audio_truncated: {
    what: 'Die Aufnahme endet früher, als ihr Kopf sagt.',
    help: 'Was da war, wurde verwendet; für den Rest nehmen oder kopieren Sie sie neu.',
  },
  mic_none: {
    what: 'Es wurde kein Mikrofon gefunden.',
    help: 'Schließen Sie eines an oder wählen Sie in den Einstellungen ein anderes.',
  },
  mic_unknown: {
    what: 'Das gewählte Mikrofon ist nicht da.',
    help: 'Wählen Sie in den Einstellungen eines aus der Liste.',
  },
  mic_denied: {
    what: 'Das System lässt Parley das Mikrofon nicht benutzen.',
    help: 'Erlauben Sie den Zugriff auf das Mikrofon in den Systemeinstellungen.',
  },
  mic_busy: {
    what: 'Ein anderes Programm hält das Mikrofon fest.',
    help: 'Schließen Sie dieses Programm oder wählen Sie ein anderes Mikrofon.',
  },
  mic_failed: {
    what: 'Das Mikrofon ist da, ließ sich aber nicht öffnen.',
    help: 'Schließen Sie andere Programme, die es halten könnten, oder stecken Sie es neu an; Parley versucht es weiter.',
  },
  mic_muted: {
    what: 'Das Mikrofon ist stummgeschaltet.',
    help: 'Heben Sie das in den Klangeinstellungen des Systems auf.',
  },
  mic_off: {
    what: 'Das Mikrofon ist in Parley ausgeschaltet.',
    help: 'Schalten Sie es mit dem Mikrofonknopf ein.',
  },
  mic_zeros: {
    what: 'Das Mikrofon sendet nur Stille.',
    help: 'Prüfen Sie seinen Schalter, sein Kabel und den Eingangspegel.',
  },
  mic_stalled: {
    what: 'Das Mikrofon sendet keinen Ton mehr.',
    help: 'Parley versucht es weiter; stecken Sie es neu an, wenn es nicht wiederkommt.',
  },
  mic_gone: {
    what: 'Das Mikrofon wurde abgezogen.',
    help: 'Stecken Sie es wieder an; Parley macht von selbst weiter.',
  },
  speaker_none: {
    what: 'Es wurde kein Lautsprecher gefunden.',
    help: 'Schließen Sie einen an oder wählen Sie in den Einstellungen einen anderen.',
  },
  speaker_lost: {
    what: 'Der Lautsprecher spielt nicht mehr.',
    help: 'Parley versucht es weiter; prüfen Sie die Klangeinstellungen des Systems.',
  },
  speaker_stuck: {
    what: 'Der Lautsprecher ist so ausgefallen, dass Rechenzeit verschwendet wird.',
    help: 'Parley startet seinen Sprachprozess neu; falls nicht, starten Sie Parley neu.',
  },
  model_missing: {
    what: 'Eine Modelldatei fehlt.',
    help: 'Stellen Sie native-models/ wieder her oder installieren Sie das Modell.',
  },
  model_corrupt: {
    what: 'Eine Modelldatei ist beschädigt und wird nicht verwendet.',
    help: 'Stellen Sie sie wieder her; alles andere geht weiter.',
  },
  manifest_broken: {
    what: 'Die Liste der Modelle lässt sich nicht lesen.',
    help: 'Stellen Sie native-models/manifest.json wieder her.',
  },
  model_unknown: {
    what: 'Ein Modell dieses Namens gibt es nicht.',
    help: 'Wählen Sie eines von der Seite Modelle.',
  },
  model_failed: { what: 'Ein Modell ließ sich nicht starten.', help: 'Führen Sie `parley doctor` aus.' },
  addon_missing: {
    what: 'Ein Teil von Parley lässt sich auf diesem Rechner nicht laden.',
    help: 'Führen Sie `npm run setup` noch einmal aus.',
  },
  lane_stuck: {
    what: 'Ein Modell hat lange nicht geantwortet.',
    help: 'Parley startet seinen Sprachprozess neu.',
  },
  stt_language: {
    what: 'Dieser Erkenner kennt die Sprache nicht.',
    help: 'Wählen Sie den mehrsprachigen Erkenner.',
  },
  text_too_long: {
    what: 'Der Text ist zu lang, um am Stück gesprochen zu werden.',
    help: 'Kürzen Sie ihn.',
  },
  llm_none: {
    what: 'Ich kann nur mit meinen eigenen Fähigkeiten antworten, weil kein Sprachmodell eingerichtet ist.',
    help: 'Richten Sie in den Einstellungen eines ein.',
  },
  llm_unreachable: {
    what: 'Der Server des Sprachmodells ist nicht zu erreichen.',
    help: 'Prüfen Sie, ob er läuft und ob seine Adresse stimmt.',
  },
  llm_refused: {
    what: 'Der Server des Sprachmodells hat die Anfrage abgelehnt.',
    help: 'Prüfen Sie den Schlüssel und den Namen des Modells.',
  },
  llm_timeout: {
    what: 'Das Sprachmodell hat zu lange gebraucht.',
    help: 'Versuchen Sie es noch einmal oder wählen Sie ein kleineres Modell.',
  },
  llm_bad_reply: {
    what: 'Das Sprachmodell hat etwas Unverständliches gesendet.',
    help: 'Prüfen Sie, ob der Server OpenAI-kompatibel ist.',
  },
  llm_busy: {
    what: 'Der Server des Sprachmodells ist zu beschäftigt, um zu antworten.',
    help: 'Versuchen Sie es gleich noch einmal.',
  },
  llm_failed: {
    what: 'Der Server des Sprachmodells ist beim Antworten ausgefallen.',
    help: 'Sehen Sie in sein Protokoll oder versuchen Sie es noch einmal.',
  },
  llm_file: {
    what: 'Die Datei des Sprachmodells ist nicht brauchbar.',
    help: 'Wählen Sie in den Einstellungen eine vollständige GGUF-Datei.',
  },
  llm_crashed: {
    what: 'Das Sprachmodell ist stehen geblieben.',
    help: 'Bei der nächsten Frage wird es neu gestartet.',
  },
  store_corrupt: {
    what: 'Der Verlauf war beschädigt und wurde beiseitegelegt.',
    help: 'Ein neuer wurde begonnen; die beschädigte Datei liegt daneben.',
  },
  store_readonly: {
    what: 'In den Datenordner lässt sich nicht schreiben.',
    help: 'Prüfen Sie seine Zugriffsrechte; Parley macht weiter, ohne zu speichern.',
  },
  store_full: {
    what: 'Die Festplatte ist voll.',
    help: 'Schaffen Sie Platz; bis dahin macht Parley weiter, ohne zu speichern.',
  },
  store_failed: {
    what: 'Der Verlauf lässt sich nicht lesen oder schreiben.',
    help: 'Prüfen Sie die Festplatte; bis es wieder geht, macht Parley weiter, ohne zu speichern.',
  },
  store_busy: { what: 'Ein anderes Parley benutzt den Verlauf.', help: 'Schließen Sie das andere.' },
  store_newer: {
    what: 'Der Verlauf stammt von einem neueren Parley.',
    help: 'Aktualisieren Sie Parley.',
  },
  method_unknown: {
    what: 'Parley kennt diesen Befehl nicht.',
    help: 'Aktualisieren Sie das Programm, das ihn gesendet hat.',
  },
  turn_unknown: {
    what: 'Diese Nachricht ist nicht mehr im Verlauf.',
    help: 'Laden Sie den Verlauf neu.',
  },
  sound_gone: {
    what: 'Der Ton dieser Nachricht wurde nicht aufgehoben.',
    help: 'Nur der Ton der letzten Nachrichten bleibt, wenn die Einstellungen ihn nicht auf der Festplatte aufheben.',
  },
  unauthorized: {
    what: 'Der Schlüssel dieser Verbindung fehlt oder ist falsch.',
    help: 'Öffnen Sie den Link, den Parley ausgegeben hat.',
  },
  forbidden: {
    what: 'Diese Adresse darf nicht mit Parley sprechen.',
    help: 'Öffnen Sie den Link, den Parley auf diesem Rechner ausgegeben hat.',
  },
  not_found: { what: 'Unter dieser Adresse ist nichts.', help: 'Prüfen Sie die Adresse.' },
  request_refused: {
    what: 'Diese Anfrage nimmt Parley nicht an.',
    help: 'Prüfen Sie Methode, Adresse und Kopfzeilen.',
  },
  request_too_large: {
    what: 'Die Anfrage ist größer, als Parley annimmt.',
    help: 'Senden Sie weniger auf einmal.',
  },
  too_many_attempts: {
    what: 'Es kamen zu viele falsche Schlüssel.',
    help: 'Warten Sie eine Minute und öffnen Sie dann einen neuen Link.',
  },
  port_unavailable: {
    what: 'Auf diesem Rechner war kein Port frei.',
    help: 'Nennen Sie mit --port einen anderen.',
  },
  network_off: {
    what: 'Parley ist so eingestellt, dass es kein Netz benutzt.',
    help: 'Erlauben Sie das Netz zuerst in den Einstellungen zur Privatsphäre.',
  },
  download_failed: {
    what: 'Der Download wurde unterbrochen.',
    help: 'Setzen Sie ihn fort; was da ist, bleibt erhalten.',
  },
  download_corrupt: {
    what: 'Was geladen wurde, ist nicht das Versprochene und wurde verworfen.',
    help: 'Versuchen Sie es später noch einmal oder wählen Sie eine andere Quelle.',
  },
  model_in_use: {
    what: 'Dieses Modell wird gerade benutzt.',
    help: 'Wählen Sie in den Einstellungen zuerst ein anderes.',
  },
  data_folder_lost: {
    what: 'Der Ordner, in den die Daten verschoben wurden, ist nicht da.',
    help: 'Schließen Sie das Laufwerk an und starten Sie Parley neu; bis dahin wird der übliche Ordner benutzt.',
  },
  model_bundled: {
    what: 'Dieses Modell gehört zu Parley und lässt sich nicht löschen.',
    help: 'Es wird nur benutzt, wenn es gewählt ist.',
  },
  desk_busy: {
    what: 'Parley ist noch mit der vorigen Anfrage beschäftigt.',
    help: 'Warten Sie auf eine Antwort, ehe Sie mehr fragen.',
  },
  dictation_busy: { what: 'Parley hört schon zu.', help: 'Beenden Sie das zuerst.' },
  paste_unverified: {
    what: 'Der Text ließ sich nicht in das andere Fenster schreiben und liegt in der Zwischenablage.',
    help: 'Fügen Sie ihn ein, wo Sie ihn haben möchten.',
  },
  shortcut_taken: {
    what: 'Ein anderes Programm benutzt dieses Tastenkürzel.',
    help: 'Wählen Sie in den Einstellungen ein anderes.',
  },
  shortcut_unavailable: {
    what: 'Systemweite Tastenkürzel gehen hier nicht.',
    help: 'Nehmen Sie das Menü im Infobereich oder das Fenster.',
  },
  voice_restarted: {
    what: 'Der Sprachprozess ist stehen geblieben und wurde neu gestartet.',
    help: 'Sagen Sie es noch einmal; der Verlauf ist vollständig.',
  },
  voice_stopped: {
    what: 'Der Sprachprozess ist in fünf Minuten dreimal stehen geblieben und wird nicht mehr gestartet.',
    help: 'Starten Sie ihn hier neu; wenn es bleibt, führen Sie `parley doctor` aus.',
  },
  update_failed: {
    what: 'Die neue Version ließ sich nicht laden.',
    help: 'Parley versucht es morgen noch einmal; prüfen Sie die Adresse für Aktualisierungen in den Einstellungen.',
  },
  update_untrusted: {
    what: 'Die neue Version trägt nicht die Unterschrift derer, die Parley machen, und wurde nicht installiert.',
    help: 'Prüfen Sie die Adresse für Aktualisierungen in den Einstellungen oder installieren Sie die neue Version von Hand.',
  },
  update_unsupported: {
    what: 'Dieses Parley kann sich nicht selbst aktualisieren.',
    help: 'Installieren Sie die neue Version von Hand.',
  },
  settings_corrupt: {
    what: 'Die Einstellungen waren beschädigt und wurden beiseitegelegt.',
    help: 'Es gelten die Vorgaben; die beschädigte Datei liegt daneben.',
  },
};
