/** What is typed and not sent yet, of this window alone. Outlives the page: who looks something up finds it again. */
import { create } from 'zustand';

export const useComposerText = create<{ readonly text: string }>()(() => ({ text: '' }));

export function setComposerText(text: string): void {
  useComposerText.setState({ text });
}

/** What was not taken is there again, unless something else is being typed. */
export function putBackComposerText(sent: string): void {
  useComposerText.setState(({ text }) => (text === '' ? { text: sent } : { text }));
}
