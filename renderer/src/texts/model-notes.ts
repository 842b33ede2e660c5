/** What is to be known of a model, in the language of the interface. Pure. */
import { modelNotes as german } from './de/model-notes.ts';
import type { Language } from './translate.ts';

/** @param notes as the model's own description says it; a model that did not come with Parley has them in no other language */
export function modelNotesText(
  language: Language,
  { name, notes, bundled }: { readonly name: string; readonly notes: string; readonly bundled: boolean },
): string {
  return language === 'de' && bundled && Object.hasOwn(german, name) ? german[name]! : notes;
}
