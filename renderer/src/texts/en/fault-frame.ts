/** English: what stands around a fault. Its own sentences come from contract/errors.ts. */
export const faultFrame = {
  'fault.region': 'What needs attention',
  'fault.action.restart': 'Restart the voice',
  'fault.action.microphone': 'Choose a microphone',
  'fault.action.speaker': 'Choose a speaker',
  'fault.action.allow': 'Allow the microphone',
  'fault.action.languageModel': 'Set up',
  'fault.action.models': 'Open models',
  'fault.action.unmute': 'Switch it on',
  'fault.action.network': 'Privacy settings',
  'fault.action.shortcut': 'Choose a shortcut',
  'fault.action.folder': 'Show the folder',
  'fault.dismiss': 'Hide this notice',
  'fault.more.one': 'and {count} more',
  'fault.more.other': 'and {count} more',
} as const;
