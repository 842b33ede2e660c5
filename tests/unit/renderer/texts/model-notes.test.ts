import { describe, expect, it } from 'vitest';
import { modelNotes } from '../../../../renderer/src/texts/de/model-notes.ts';
import { modelNotesText } from '../../../../renderer/src/texts/model-notes.ts';
import { readRepositoryFile } from '../../../support/source-files.ts';

const { models } = JSON.parse(readRepositoryFile('native-models/manifest.json')) as {
  models: { name: string; notes: string }[];
};

describe('the notes on a model', () => {
  it('are in German for every model that comes with Parley, and for none more', () => {
    expect(Object.keys(modelNotes).sort()).toEqual(models.map(({ name }) => name).sort());
    for (const { name, notes } of models) {
      expect(modelNotesText('de', { name, notes, bundled: true })).toBe(modelNotes[name]);
      expect(modelNotes[name]).not.toBe(notes);
      expect(modelNotesText('en', { name, notes, bundled: true })).toBe(notes);
    }
  });

  it('are those of the catalogue for another model, also one of the same name', () => {
    for (const name of ['piper-joe', 'constructor', 'mine'])
      expect(modelNotesText('de', { name, notes: 'Mine.', bundled: false })).toBe('Mine.');
  });
});
