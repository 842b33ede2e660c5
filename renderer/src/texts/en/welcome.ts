/** English: the feature `welcome`. */
export const welcome = {
  'welcome.step': 'Step {at} of {of}',
  'welcome.microphone': 'Can Parley hear you?',
  'welcome.microphone.text': 'Choose a microphone and say something.',
  'welcome.sentence': 'Say something to Parley',
  'welcome.sentence.text': 'For example: “What time is it?” or “What is twelve times twelve?”',
  'welcome.privacy': 'It stays with you',
  'welcome.privacy.text': 'Two things to know.',
  'welcome.privacy.here': 'Your voice is turned into words on this machine; no sound ever leaves it.',
  'welcome.privacy.yours':
    'The conversation is kept in a folder of yours, and you can delete it at any time.',
  'welcome.say': 'Talk',
  'welcome.next': 'Next',
  'welcome.back': 'Back',
  'welcome.skip': 'Skip',
  'welcome.finish': 'Start',
  'welcome.browser': 'This page runs in a browser, which can lend its microphone and speaker.',
  'welcome.browser.use': 'Use this browser’s',
  'welcome.noMicrophone': 'No microphone was found.',
  'welcome.noMicrophoneHelp': 'Connect one, or type to Parley instead.',
} as const;
