/** Commands about the speaking itself: stop, repeat, rate, volume. */
import type { BrainAction } from '../brain-port.ts';
import { createRule } from './grammar.ts';
import { say } from './skill.ts';
import type { Skill, SkillAnswer } from './skill.ts';
import { slotTypes } from './slot-types.ts';

/** One step of loudness, as an amplitude difference: clearly heard, not startling. */
const VOLUME_STEP = 0.15;
/** One step of speaking rate: clearly heard, still natural. */
const RATE_STEP = 1.15;

const lot = '(a bit|a little|a little bit|a lot|much|even|slightly|)';

export const controlSkill: Skill = {
  name: 'control',
  rules: [
    createRule(
      'control.stop',
      [
        '(stop|quiet|silence|enough|cancel|never mind|forget it|shut up|be quiet|hush|shush|abort|quit|stop it|cancel that|forget that|forget about it|that is enough|stop talking|stop speaking|stop that|stop now|okay stop|no stop|please stop) [it|that|] [parley]',
        'stop stop [stop]',
        'be (quiet|silent)',
        '(stop|cancel) the (speech|speaking|reply|answer)',
        'that will do',
        'cut it out',
        'no thanks',
        'no thank you',
      ],
      slotTypes,
      (_, { tokens }) => {
        const said = tokens.map(({ word }) => word).join(' ');
        return /^(hold on|wait|quit|abort|enough|silence) (it|that)$/.test(said) ? null : {};
      },
    ),
    createRule(
      'control.repeat',
      [
        '(repeat|say) [that|it|this|yourself] [again|once more|one more time|please]',
        'again',
        '(once more|one more time|come again|pardon|pardon me|beg your pardon|i beg your pardon|say what|repeat yourself)',
        'what (did you|did you just) say [again|just now]',
        'what was that [again|you said]',
        'what was it you said',
        'i (did not|didnt|could not|couldnt) (hear|catch|get|understand) (you|that|it|what you said)',
        'i missed that',
        'repeat (the|your) [last] (answer|reply|sentence|thing)',
        'say (that|it) (again|once more|one more time) [please]',
        'could you say that again',
      ],
      slotTypes,
      (_, { tokens }) => {
        const said = tokens.map(({ word }) => word).join(' ');
        return /^say( (that|it|this|yourself|please))*$/.test(said) ? null : {};
      },
    ),
    createRule(
      'control.slower',
      [
        `(speak|talk|go|read|say it|say that|) ${lot} (slower|more slowly)`,
        `slow down [${lot}]`,
        `you (are|speak|talk) [speaking|talking] (too fast|too quickly)`,
        'not so fast',
        'too fast',
      ],
      slotTypes,
    ),
    createRule(
      'control.faster',
      [
        `(speak|talk|go|read|say it|say that|) ${lot} (faster|quicker|more quickly)`,
        `speed up [${lot}]`,
        `you (are|speak|talk) [speaking|talking] (too slow|too slowly)`,
        'too slow',
        'speed it up',
      ],
      slotTypes,
    ),
    createRule(
      'control.normal-rate',
      [
        '(speak|talk) (normally|at normal speed|at a normal speed|at the normal speed)',
        'normal (speed|rate)',
        'reset (the|your) (speed|rate)',
      ],
      slotTypes,
    ),
    createRule(
      'control.louder',
      [
        `(speak|talk|be|) ${lot} louder`,
        'speak up',
        `(turn it|turn the volume|turn yourself|turn your volume) up [${lot}]`,
        `turn up the volume [${lot}]`,
        `(volume up|increase the volume|increase volume|raise the volume|raise your voice|more volume) [${lot}]`,
        'you are too quiet',
        'i (cannot|can hardly|can barely|cant) hear you',
        'turn up',
      ],
      slotTypes,
    ),
    createRule(
      'control.quieter',
      [
        `(speak|talk|be|) ${lot} (quieter|softer|more quietly|more softly|less loud)`,
        `(turn it|turn the volume|turn yourself|turn your volume) down [${lot}]`,
        `turn down the volume [${lot}]`,
        `(volume down|decrease the volume|decrease volume|lower the volume|lower your voice|reduce the volume|less volume) [${lot}]`,
        'you are too loud',
        'too loud',
        'not so loud',
      ],
      slotTypes,
    ),
    createRule(
      'control.volume',
      [
        '(set|turn|put|change|make|adjust|bring) (the|your|) volume (to|at|up to|down to) {percent:number} [percent]',
        'turn the volume (up to|down to|to) {percent:number} [percent]',
        '(turn up|turn down|increase|lower|raise|reduce) the volume to {percent:number} [percent]',
        'volume (to|at|) {percent:number} [percent]',
        '(set|turn) (the|your|) volume (to|at) (full|maximum|max|the maximum)',
        '(full|maximum|max) volume',
        'volume (to|at|) (full|maximum|max)',
        '(set|turn) (the|your|) volume to (half|fifty)',
        'half volume',
      ],
      slotTypes,
      ({ percent }, { tokens }) => {
        const words = tokens.map(({ word }) => word);
        const value =
          (percent as number | undefined) ?? (words.includes('half') || words.includes('fifty') ? 50 : 100);
        return value >= 0 && value <= 100 ? { percent: value } : null;
      },
    ),
    createRule(
      'control.unmute',
      ['unmute [yourself|the volume|the sound]', 'turn on the (sound|volume)'],
      slotTypes,
    ),
    createRule(
      'control.mute',
      ['mute [yourself|the volume|the sound]', 'mute', 'turn off the (sound|volume)'],
      slotTypes,
    ),
  ],
  answer({ intent, slots }) {
    switch (intent) {
      case 'control.stop':
        return { say: [], actions: [{ kind: 'stop' }] };
      case 'control.repeat':
        return { say: [], actions: [{ kind: 'repeat' }] };
      case 'control.slower':
        return acted('Okay, slower.', { kind: 'rate', factor: 1 / RATE_STEP });
      case 'control.faster':
        return acted('Okay, faster.', { kind: 'rate', factor: RATE_STEP });
      case 'control.normal-rate':
        // Rates are held to 0.5 to 2 after each action: down to the limit, then up to 1.
        return acted('Okay, normal speed.', { kind: 'rate', factor: 0.001 }, { kind: 'rate', factor: 2 });
      case 'control.louder':
        return acted('Okay, louder.', { kind: 'volume', delta: VOLUME_STEP });
      case 'control.quieter':
        return acted('Okay, quieter.', { kind: 'volume', delta: -VOLUME_STEP });
      case 'control.unmute':
        return acted('Okay.', { kind: 'volume', delta: 0.5 });
      case 'control.mute':
        return { say: [], actions: [{ kind: 'volume', delta: -1 }] };
      default: {
        const percent = slots['percent'] as number;
        return acted(
          `Volume at ${percent} percent.`,
          { kind: 'volume', delta: -1 },
          { kind: 'volume', delta: percent / 100 },
        );
      }
    }
  },
};

const acted = (sentence: string, ...actions: BrainAction[]): SkillAnswer => ({ ...say(sentence), actions });
