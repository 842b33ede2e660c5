/**
 * What the skills can work out, as tools for a language model. Owns the words in which a call becomes a question to
 * the skills; refuses every skill that changes something.
 */
import type { Clock } from '../../runtime/clock.ts';
import type { BrainRequest } from '../brain-port.ts';
import { dateSkill } from '../skills/date-skill.ts';
import { mathSkill } from '../skills/math-skill.ts';
import type { SkillSettings } from '../skills/skill.ts';
import { timeSkill } from '../skills/time-skill.ts';
import { understand } from '../skills/understand.ts';
import { unitsSkill } from '../skills/units-skill.ts';
import type { SkillStorage } from '../skill-storage.ts';
import { isTimeZone } from '../skills/zoned-time.ts';
import type { LanguageTool } from './language-tool.ts';

export interface SkillToolsOptions {
  readonly storage: SkillStorage;
  readonly settings: () => SkillSettings;
  readonly clock: Clock;
}

/** Skills that only tell. */
const reading = new Set([timeSkill, dateSkill, mathSkill, unitsSkill]);

/** Longest argument that is looked at. */
const ARGUMENT_MAX_CHARS = 200;

interface ToolText {
  readonly name: string;
  readonly description: string;
  /** Argument name to what it is. */
  readonly fields: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  question(fields: Readonly<Record<string, string>>): string;
}

const texts: readonly ToolText[] = [
  {
    name: 'current_time',
    description: 'The current time, here or in a place.',
    fields: { place: 'a city or country; leave out for here' },
    required: [],
    question: ({ place }) => (place ? `what time is it in ${place}` : 'what time is it'),
  },
  {
    name: 'calculate',
    description: 'Works out arithmetic exactly.',
    fields: { expression: 'for example 12 * 7.5, or 15 percent of 80' },
    required: ['expression'],
    question: ({ expression }) => `what is ${expression}`,
  },
  {
    name: 'convert_units',
    description: 'Converts an amount from one unit to another.',
    fields: { amount: 'a number', from: 'unit, for example miles', to: 'unit, for example kilometers' },
    required: ['amount', 'from', 'to'],
    question: ({ amount, from, to }) => `convert ${amount} ${from} to ${to}`,
  },
  {
    name: 'date_question',
    description: 'Answers a question about dates, such as how many days until Christmas.',
    fields: { question: 'the question in plain words' },
    required: ['question'],
    question: ({ question }) => question ?? '',
  },
];

/** The fields as short texts; null when the arguments are not as described. */
function readFields(args: unknown, { fields, required }: ToolText): Record<string, string> | null {
  if (typeof args !== 'object' || args === null) return null;
  const read: Record<string, string> = {};
  for (const name of Object.keys(fields)) {
    const value: unknown = Reflect.get(args, name);
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const text = String(value).trim();
    if (text.length > ARGUMENT_MAX_CHARS) return null;
    if (text !== '') read[name] = text;
  }
  return required.every((name) => name in read) ? read : null;
}

/** Tools for one request; they answer in the sentences that the skills would say. */
export function createSkillTools(
  options: SkillToolsOptions,
): (request: BrainRequest) => readonly LanguageTool[] {
  const ask = (question: string, request: BrainRequest): string => {
    const understood = understand(question);
    if (!understood || !reading.has(understood.skill)) return 'That cannot be worked out.';
    const answer = understood.skill.answer(understood, {
      storage: options.storage,
      settings: options.settings(),
      nowEpochMs: options.clock.epochNow(),
      timeZone: isTimeZone(request.timeZone) ? request.timeZone : 'UTC',
      newId: () => '',
    });
    return answer.say.join(' ');
  };
  return (request) =>
    texts.map((text) => ({
      name: text.name,
      description: text.description,
      parameters: {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(text.fields).map(([name, description]) => [name, { type: 'string', description }]),
        ),
        required: text.required,
      },
      run(args) {
        const fields = readFields(args, text);
        return Promise.resolve(
          fields ? ask(text.question(fields), request) : 'The arguments are not as described.',
        );
      },
    }));
}
