/** Writing into a text field of our own window, without the clipboard. */
import { webContents } from 'electron';
import type { OwnFocus } from './delivery-plan.ts';

/** A world of its own: the page cannot see or change what is asked here. */
const WORLD = 997;
const IS_TEXT_FIELD = `(() => {
  const field = document.activeElement;
  if (!field || field.readOnly || field.disabled) return false;
  if (field.isContentEditable || field.tagName === 'TEXTAREA') return true;
  return field.tagName === 'INPUT' && ['text', 'search', 'url', 'email', ''].includes(field.type);
})()`;

export interface OwnField {
  readonly focus: OwnFocus;
  /** Writes where the cursor is; null unless `focus` is `textField`. */
  readonly insert: ((text: string) => Promise<void>) | null;
}

export async function findOwnField(): Promise<OwnField> {
  const contents = webContents.getFocusedWebContents();
  if (!contents || contents.isDestroyed()) return { focus: 'none', insert: null };
  try {
    const isField: unknown = await contents.executeJavaScriptInIsolatedWorld(WORLD, [
      { code: IS_TEXT_FIELD },
    ]);
    if (isField === true) return { focus: 'textField', insert: (text) => contents.insertText(text) };
  } catch {
    // a page that is being replaced answers nothing
  }
  return { focus: 'elsewhere', insert: null };
}
