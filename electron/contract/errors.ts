/**
 * The closed list of expected failures and the one table from code to the sentences a user reads.
 * Expected failures travel as values (`Result`); bugs throw; cancelling is neither.
 */

interface FaultText {
  /** What happened, one sentence. */
  readonly what: string;
  /** What to do, one sentence. */
  readonly help: string;
}

const table = {
  // general
  internal: {
    what: 'Something inside Parley failed.',
    help: 'Run `parley doctor`, and report it if it stays.',
  },
  bad_argument: { what: 'A value that was given cannot be used.', help: 'See --help for what is accepted.' },
  closed: { what: 'This part has already been closed.', help: 'Start it again.' },
  session_limit: {
    what: 'As many conversations as allowed are already open.',
    help: 'Close one and try again.',
  },
  overloaded: {
    what: 'Parley is too busy for that now.',
    help: 'Try again in a few seconds, or close other conversations.',
  },
  session_unknown: { what: 'There is no such session.', help: 'Open a session first.' },
  // files and sound
  file_missing: { what: 'The file does not exist.', help: 'Check the path.' },
  file_unreadable: { what: 'The file cannot be read.', help: 'Check its permissions.' },
  file_too_large: { what: 'The file is larger than Parley accepts.', help: 'Split it into smaller parts.' },
  file_unwritable: {
    what: 'The file cannot be written.',
    help: 'Check the folder, its permissions and free disk space.',
  },
  audio_empty: { what: 'The recording is empty.', help: 'Record again and check the microphone.' },
  audio_format: {
    what: 'The file is not a WAV recording Parley understands.',
    help: 'Use PCM or float WAV, 8 to 192 kHz, up to 8 channels.',
  },
  audio_truncated: {
    what: 'The recording ends before its header says.',
    help: 'What was there has been used; record or copy it again for the rest.',
  },
  // microphone
  mic_none: { what: 'No microphone was found.', help: 'Connect one, or choose another in the settings.' },
  mic_unknown: {
    what: 'The chosen microphone is not there.',
    help: 'Choose one that `parley devices` lists.',
  },
  mic_denied: {
    what: 'The system does not let Parley use the microphone.',
    help: 'Allow microphone access in the system settings.',
  },
  mic_busy: {
    what: 'Another program holds the microphone.',
    help: 'Close that program or choose another microphone.',
  },
  mic_failed: {
    what: 'The microphone is there but could not be opened.',
    help: 'Close other programs that may hold it, or reconnect it; Parley keeps trying.',
  },
  mic_muted: { what: 'The microphone is muted.', help: 'Unmute it in the system sound settings.' },
  mic_off: {
    what: 'The microphone is switched off in Parley.',
    help: 'Switch it on with the microphone button.',
  },
  mic_zeros: {
    what: 'The microphone sends only silence.',
    help: 'Check its switch, its cable and the input level.',
  },
  mic_stalled: {
    what: 'The microphone stopped sending sound.',
    help: 'Parley keeps trying; reconnect it if it does not return.',
  },
  mic_gone: { what: 'The microphone was disconnected.', help: 'Reconnect it; Parley goes on by itself.' },
  // speaker
  speaker_none: { what: 'No speaker was found.', help: 'Connect one, or choose another in the settings.' },
  speaker_lost: {
    what: 'The speaker stopped playing.',
    help: 'Parley keeps trying; check the system sound settings.',
  },
  speaker_stuck: {
    what: 'The speaker failed in a way that wastes processor time.',
    help: 'Parley restarts its voice process; if it does not, restart Parley.',
  },
  // models and addons
  model_missing: {
    what: 'A model file is missing.',
    help: 'Restore native-models/ from the repository, or install the model.',
  },
  model_corrupt: {
    what: 'A model file is damaged and is not used.',
    help: 'Restore it from the repository; the rest goes on working.',
  },
  manifest_broken: {
    what: 'The list of models cannot be read.',
    help: 'Restore native-models/manifest.json from the repository.',
  },
  model_unknown: { what: 'There is no model of that name.', help: 'Choose one that `parley models` lists.' },
  model_failed: { what: 'A model could not be started.', help: 'Run `parley doctor`.' },
  addon_missing: {
    what: 'A native part of Parley cannot be loaded on this machine.',
    help: 'Run `npm run setup` again.',
  },
  lane_stuck: {
    what: 'A model has not answered for a long time.',
    help: 'Parley restarts its voice process.',
  },
  // recognition, turn, voice
  stt_language: {
    what: 'This recogniser does not know that language.',
    help: 'Choose the multilingual recogniser.',
  },
  text_too_long: { what: 'The text is too long to be spoken at once.', help: 'Shorten it.' },
  // brain
  llm_none: {
    what: 'I can only answer with my own skills, because no language model is set up.',
    help: 'To add one, see parley settings --help.',
  },
  llm_unreachable: {
    what: 'The language model server cannot be reached.',
    help: 'Check that it runs and that its address is right.',
  },
  llm_refused: {
    what: 'The language model server refused the request.',
    help: 'Check the key and the model name.',
  },
  llm_timeout: { what: 'The language model took too long.', help: 'Try again, or choose a smaller model.' },
  llm_bad_reply: {
    what: 'The language model sent something that cannot be understood.',
    help: 'Check that the server is OpenAI-compatible.',
  },
  llm_busy: { what: 'The language model server is too busy to answer.', help: 'Try again in a moment.' },
  llm_failed: {
    what: 'The language model server failed while it answered.',
    help: 'Look at the log of that server, or try again.',
  },
  llm_file: {
    what: 'The file of the language model cannot be used.',
    help: 'Check llm.path in the settings; it must name a complete GGUF file.',
  },
  llm_crashed: { what: 'The language model stopped.', help: 'It is started again on the next question.' },
  // store and settings
  store_corrupt: {
    what: 'The history was damaged and has been set aside.',
    help: 'A new one was begun; the damaged file is kept beside it.',
  },
  store_readonly: {
    what: 'The data folder cannot be written.',
    help: 'Check its permissions; Parley goes on without saving.',
  },
  store_full: {
    what: 'The disk is full.',
    help: 'Free some space; Parley goes on without saving until then.',
  },
  store_failed: {
    what: 'The history cannot be read or written.',
    help: 'Check the disk; Parley goes on without saving until it works again.',
  },
  store_busy: { what: 'Another Parley is using the history.', help: 'Close the other one.' },
  store_newer: { what: 'The history was written by a newer Parley.', help: 'Update Parley.' },
  data_folder_lost: {
    what: 'The folder that the data was moved to is not there.',
    help: 'Connect its drive and start Parley again; until then the usual folder is used.',
  },
  // the desk and its windows
  method_unknown: { what: 'Parley does not know that command.', help: 'Update the program that sent it.' },
  desk_busy: {
    what: 'Parley is still busy with what was asked before.',
    help: 'Wait for an answer before asking more.',
  },
  turn_unknown: { what: 'That turn is not in the history any more.', help: 'Reload the history.' },
  sound_gone: {
    what: 'The sound of that turn was not kept.',
    help: 'Only the last turns are kept, unless the settings keep sound on disk.',
  },
  unauthorized: {
    what: 'The key of this connection is missing or wrong.',
    help: 'Open the link that Parley printed.',
  },
  forbidden: {
    what: 'This address may not talk to Parley.',
    help: 'Open the link that Parley printed on this machine.',
  },
  not_found: { what: 'There is nothing at this address.', help: 'Check the address.' },
  request_refused: {
    what: 'The request is not one that Parley takes.',
    help: 'Check method, address and headers.',
  },
  request_too_large: { what: 'The request is larger than Parley accepts.', help: 'Send less at once.' },
  too_many_attempts: {
    what: 'Too many wrong keys were sent.',
    help: 'Wait a minute, then open a new link.',
  },
  port_unavailable: {
    what: 'No free port was found on this machine.',
    help: 'Name another one with --port.',
  },
  network_off: {
    what: 'Parley is set to use no network.',
    help: 'Allow the network in the privacy settings first.',
  },
  download_failed: {
    what: 'The download was interrupted.',
    help: 'Resume it; what has arrived is kept.',
  },
  download_corrupt: {
    what: 'What was downloaded is not what was promised, and has been thrown away.',
    help: 'Try again later, or choose another source.',
  },
  model_in_use: { what: 'That model is in use.', help: 'Choose another one in the settings first.' },
  model_bundled: {
    what: 'That model came with Parley and cannot be deleted.',
    help: 'It takes no part unless it is chosen.',
  },
  dictation_busy: { what: 'Parley is already listening.', help: 'Finish that first.' },
  paste_unverified: {
    what: 'The text could not be typed into the other window and is on the clipboard.',
    help: 'Paste it where you want it.',
  },
  shortcut_taken: {
    what: 'Another program uses that shortcut.',
    help: 'Choose another one in the settings.',
  },
  shortcut_unavailable: {
    what: 'Global shortcuts do not work here.',
    help: 'Use the tray menu or the window instead.',
  },
  update_failed: {
    what: 'The update could not be fetched.',
    help: 'Parley tries again tomorrow; check the address of the feed in the settings.',
  },
  update_untrusted: {
    what: 'The update does not carry the signature of those who make Parley, and was not installed.',
    help: 'Check the address of the feed in the settings, or install the new version by hand.',
  },
  update_unsupported: {
    what: 'This copy of Parley cannot update itself.',
    help: 'Install the new version by hand.',
  },
  voice_restarted: {
    what: 'The voice process stopped and was started again.',
    help: 'Say it again; the history is complete.',
  },
  voice_stopped: {
    what: 'The voice process stopped three times in five minutes and is not started again.',
    help: 'Start it again here; if it stays, run `parley doctor`.',
  },
  settings_corrupt: {
    what: 'The settings were damaged and have been set aside.',
    help: 'Defaults are used; the damaged file is kept beside them.',
  },
} as const satisfies Record<string, FaultText>;

/** Every code a user or a program can meet. */
export type FaultCode = keyof typeof table;

/** An expected failure: a code from the closed list and, where useful, a detail that holds no secret and no speech. */
export interface Fault {
  readonly code: FaultCode;
  /** What happened, with the detail if there is one. */
  readonly message: string;
  /** What to do. */
  readonly help: string;
}

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err = { readonly ok: false; readonly fault: Fault };
export type Result<T> = Ok<T> | Err;

/** All codes, for tests and documentation. */
export const faultCodes = Object.keys(table) as FaultCode[];

/** Builds the fault for `code`; `detail` names the thing (a path, a device), never a secret or heard speech. */
export function faultOf(code: FaultCode, detail?: string): Fault {
  const text = table[code];
  return { code, message: detail ? `${text.what} (${detail})` : text.what, help: text.help };
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function err(code: FaultCode, detail?: string): Err {
  return { ok: false, fault: faultOf(code, detail) };
}

/** Carries a fault through code that must throw (streams, workers); caught at the nearest boundary. */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'FaultError';
    this.fault = fault;
  }
}

/** Turns anything thrown into a fault: a FaultError keeps its own, everything else becomes `fallback`. */
export function faultFrom(thrown: unknown, fallback: FaultCode = 'internal'): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  return faultOf(fallback, thrown instanceof Error ? thrown.message : String(thrown));
}
