/** Calls about settings. Secrets leave masked, and a mask that comes back leaves the secret as it is. */
import { ok } from '../../contract/errors.ts';
import type { DeskCalls, DeskParts } from './desk-calls.ts';

export function createSettingsCalls(
  parts: DeskParts,
): Pick<DeskCalls, 'updateSettings' | 'resetSettings' | 'testLanguageModel'> {
  const { settingsFile } = parts.services;
  return {
    updateSettings({ entries }) {
      const changed = settingsFile.setAll(entries);
      return changed.ok ? ok(parts.services.shownSettings()) : changed;
    },
    resetSettings({ paths }) {
      const changed = settingsFile.resetAll(paths);
      return changed.ok ? ok(parts.services.shownSettings()) : changed;
    },
    testLanguageModel: (given, { gone }) => parts.services.testLanguageModel(given, gone),
  };
}
