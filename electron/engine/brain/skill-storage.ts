/** What the skills keep, as a port: implemented by engine/store, faked in tests. Synchronous, as SQLite is. */

export interface ScheduledItem {
  readonly id: string;
  readonly kind: 'timer' | 'alarm' | 'reminder';
  readonly label: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly createdAt: number;
}

export interface SkillStorage {
  schedule(item: ScheduledItem): void;
  /** All that have not rung, soonest first. */
  scheduled(): readonly ScheduledItem[];
  unschedule(id: string): boolean;
  addNote(text: string, at: number): void;
  notes(): readonly { readonly id: number; readonly text: string; readonly at: number }[];
  removeNote(id: number): boolean;
  /** Items of a named list, oldest first; an unknown list is empty. */
  list(name: string): readonly string[];
  addToList(name: string, items: readonly string[]): void;
  /** How many were removed (case-insensitive). */
  removeFromList(name: string, item: string): number;
  clearList(name: string): void;
  listNames(): readonly string[];
}
