/** SkillStorage in memory, with the order and the comparisons the port promises. */
import type { ScheduledItem, SkillStorage } from '../../electron/engine/brain/skill-storage.ts';

export interface FakeSkillStorage extends SkillStorage {
  /** While set, every call throws it. */
  failure: Error | null;
}

export function createFakeSkillStorage(): FakeSkillStorage {
  const items = new Map<string, ScheduledItem>();
  const notes: { id: number; text: string; at: number }[] = [];
  const lists = new Map<string, string[]>();
  let nextNote = 1;
  const working = () => {
    if (fake.failure) throw fake.failure;
  };
  const fake: FakeSkillStorage = {
    failure: null,
    schedule(item) {
      working();
      items.set(item.id, item);
    },
    scheduled() {
      working();
      return [...items.values()].sort((a, b) => a.dueAt - b.dueAt);
    },
    unschedule(id) {
      working();
      return items.delete(id);
    },
    addNote(text, at) {
      working();
      notes.push({ id: nextNote++, text, at });
    },
    notes() {
      working();
      return [...notes];
    },
    removeNote(id) {
      working();
      const at = notes.findIndex((note) => note.id === id);
      if (at >= 0) notes.splice(at, 1);
      return at >= 0;
    },
    list(name) {
      working();
      return [...(lists.get(name) ?? [])];
    },
    addToList(name, added) {
      working();
      lists.set(name, [...(lists.get(name) ?? []), ...added]);
    },
    removeFromList(name, item) {
      working();
      const before = lists.get(name) ?? [];
      const after = before.filter((kept) => kept.toLowerCase() !== item.toLowerCase());
      lists.set(name, after);
      return before.length - after.length;
    },
    clearList(name) {
      working();
      lists.delete(name);
    },
    listNames() {
      working();
      return [...lists].filter(([, kept]) => kept.length > 0).map(([name]) => name);
    },
  };
  return fake;
}
