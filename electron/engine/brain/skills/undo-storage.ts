/**
 * A view of the skill storage that remembers how to undo what was done through it: a turn that was taken back before
 * anything of its answer was heard ("set a timer for ten minutes ... and thirty seconds") must leave nothing behind.
 */
import type { SkillStorage } from '../skill-storage.ts';

export interface UndoStorage extends SkillStorage {
  /** Undoes the changes, newest first; later calls do nothing. Notes and list items that were removed come back last. */
  revert(): void;
  readonly changed: boolean;
}

export function createUndoStorage(storage: SkillStorage): UndoStorage {
  const undo: (() => void)[] = [];

  return {
    schedule(item) {
      storage.schedule(item);
      undo.push(() => void storage.unschedule(item.id));
    },
    scheduled: () => storage.scheduled(),
    unschedule(id) {
      const item = storage.scheduled().find((known) => known.id === id);
      const removed = storage.unschedule(id);
      if (removed && item) undo.push(() => storage.schedule(item));
      return removed;
    },
    addNote(text, at) {
      const before = new Set(storage.notes().map((note) => note.id));
      storage.addNote(text, at);
      const added = storage.notes().find((note) => !before.has(note.id));
      if (added) undo.push(() => void storage.removeNote(added.id));
    },
    notes: () => storage.notes(),
    removeNote(id) {
      const note = storage.notes().find((known) => known.id === id);
      const removed = storage.removeNote(id);
      if (removed && note) undo.push(() => storage.addNote(note.text, note.at));
      return removed;
    },
    list: (name) => storage.list(name),
    addToList(name, items) {
      const before = storage.list(name);
      storage.addToList(name, items);
      undo.push(() => restoreList(storage, name, before));
    },
    removeFromList(name, item) {
      const before = storage.list(name);
      const removed = storage.removeFromList(name, item);
      if (removed > 0) undo.push(() => restoreList(storage, name, before));
      return removed;
    },
    clearList(name) {
      const before = storage.list(name);
      storage.clearList(name);
      undo.push(() => restoreList(storage, name, before));
    },
    listNames: () => storage.listNames(),
    revert() {
      for (let step = undo.pop(); step; step = undo.pop()) step();
    },
    get changed() {
      return undo.length > 0;
    },
  };
}

function restoreList(storage: SkillStorage, name: string, items: readonly string[]): void {
  storage.clearList(name);
  if (items.length > 0) storage.addToList(name, items);
}
