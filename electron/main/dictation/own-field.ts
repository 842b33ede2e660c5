/** Writing into a text field of our own window, without the clipboard. */
import { webContents } from 'electron';
import type { WebContents } from 'electron';
import type { OwnFocus } from './delivery-plan.ts';

/** A world of its own: the page cannot see or change what is asked here. */
const WORLD = 997;
const IS_TEXT_FIELD = `(() => {
  const field = document.activeElement;
  if (!field || field.readOnly || field.disabled) return false;
  if (field.isContentEditable || field.tagName === 'TEXTAREA') return true;
  return field.tagName === 'INPUT' && ['text', 'search', 'url', 'email', ''].includes(field.type);
})()`;

export async function findOwnField(): Promise<{ focus: OwnFocus; contents: WebContents | null }> {
  const contents = webContents.getFocusedWebContents();
  if (!contents || contents.isDestroyed()) return { focus: 'none', contents: null };
  try {
    const isField: unknown = await contents.executeJavaScriptInIsolatedWorld(WORLD, [
      { code: IS_TEXT_FIELD },
    ]);
    return { focus: isField === true ? 'textField' : 'elsewhere', contents };
  } catch {
    return { focus: 'elsewhere', contents };
  }
}
