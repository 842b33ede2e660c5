/** The few courtesies and questions about Parley itself that need no language model. Brief and honest. */
import { createRule } from './grammar.ts';
import { say } from './skill.ts';
import type { Skill } from './skill.ts';
import { slotTypes } from './slot-types.ts';

const answers: Readonly<Record<string, readonly string[]>> = {
  'chat.help': [
    'I can tell you the time and the date, set timers, alarms and reminders, calculate, convert units, and keep notes and lists.',
    'With a language model set up, I can answer other questions too.',
  ],
  'chat.thanks': ["You're welcome."],
  'chat.hello': ['Hello, what can I do for you?'],
  'chat.how-are-you': ['All is running well, thank you.'],
  'chat.who-are-you': ['I am Parley, a voice assistant that runs entirely on this machine.'],
  'chat.privacy': [
    'What you say stays on this machine, unless you have set up a language model on another one.',
  ],
  'chat.goodbye': ['Goodbye.'],
  'chat.good-night': ['Good night.'],
  'chat.hear-me': ['Yes, I can hear you.'],
};

export const chatSkill: Skill = {
  name: 'chat',
  rules: [
    createRule(
      'chat.help',
      [
        'what (can|could|do) you do [for me]',
        'what (are you able to|are your) (do|skills|abilities|capabilities)',
        'what (can|could) i (ask|say|ask you|say to you|do with you) [for|here]',
        'what (things|else) can you do',
        'help [me]',
        'what are you (capable of|good for|able to do)',
        'how (can|could|do) you help [me]',
        'how (can|do) i use you',
        'what commands (do you know|can i use|are there)',
      ],
      slotTypes,
    ),
    createRule(
      'chat.thanks',
      [
        '(thanks|thank you|cheers|many thanks|thanks a lot|thank you very much|thank you so much|thanks very much|much appreciated) [parley|for that|for your help|for the help|again]',
        '(that is|this is) (great|perfect|all) (thanks|thank you)',
        'great thanks',
        'perfect thank you',
        'okay thanks',
      ],
      slotTypes,
    ),
    createRule(
      'chat.hello',
      [
        '(hello|hi|hey|good morning|good afternoon|good evening|greetings|hi there|hello there|hey there) [parley]',
      ],
      slotTypes,
    ),
    createRule(
      'chat.how-are-you',
      [
        'how are you [doing] [today]',
        'how is it going',
        'how do you do',
        'how are things',
        '(hello|hi|hey) how are you [doing] [today]',
        'are you (okay|all right|well)',
      ],
      slotTypes,
    ),
    createRule(
      'chat.who-are-you',
      [
        '(who|what) are you [parley]',
        'what is your name',
        'do you have a name',
        '(tell me|say) (something|) about yourself',
        'are you (a|an) (robot|human|person|machine|computer|ai|assistant|real person)',
        'introduce yourself',
        'who am i (talking|speaking) to',
      ],
      slotTypes,
    ),
    createRule(
      'chat.privacy',
      [
        'are you (recording|listening to) me',
        'are you (always listening|recording|spying on me)',
        'do you (record|store|keep|send) (me|what i say|my voice|my data) [anywhere|away|to the cloud]',
        'where does my (voice|data) go',
        'is my (voice|data) private',
      ],
      slotTypes,
    ),
    createRule('chat.goodbye', ['(goodbye|bye|bye bye|see you|see you later|good bye) [parley]'], slotTypes),
    createRule('chat.good-night', ['(good night|goodnight|night night) [parley]'], slotTypes),
    createRule(
      'chat.hear-me',
      [
        '(can|do) you hear me',
        'are you (there|listening|awake|still there)',
        'testing',
        'hello can you hear me',
        'testing (one two three|1 2 3)',
        'hear me',
      ],
      slotTypes,
    ),
  ],
  answer: ({ intent }) => say(...(answers[intent] ?? [])),
};
