/** Hands a file to the browser's own saving. */
import type { DesktopParams } from '../../../electron/contract/desktop.ts';

export function saveInBrowser({ fileName, encoding, content }: DesktopParams<'saveFile'>): void {
  const bytes =
    encoding === 'text'
      ? new TextEncoder().encode(content)
      : Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes]));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // the browser has taken it by then
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
