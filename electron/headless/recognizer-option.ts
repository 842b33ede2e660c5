/** The options --recognizer and --language, checked as the settings would. */
import { settingsSchema } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import { UsageError } from './command.ts';
import type { ParsedCommand } from './command.ts';

/** Settings for this run from the command line. Throws UsageError for values the settings do not allow. */
export function recognizerOverride(args: ParsedCommand): Partial<Settings> {
  const given: Record<string, string> = {};
  const recognizer = args.text('recognizer');
  const language = args.text('language');
  if (recognizer !== undefined) given['recognizer'] = recognizer;
  if (language !== undefined) given['language'] = language;
  const parsed = settingsSchema.partial().safeParse(given);
  if (!parsed.success) {
    const wrong = String(parsed.error.issues[0]?.path[0] ?? 'option');
    throw new UsageError(`--${wrong} cannot be "${given[wrong] ?? ''}"`);
  }
  const override: Partial<Settings> = {};
  if (recognizer !== undefined && parsed.data.recognizer) override.recognizer = parsed.data.recognizer;
  if (language !== undefined && parsed.data.language) override.language = parsed.data.language;
  return override;
}
