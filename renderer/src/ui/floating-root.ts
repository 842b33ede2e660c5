/**
 * The element that menus and tooltips are put into: the dialog they belong to, since nothing outside it can be reached
 * while it is open, else the page's landmark. `<FloatingRoot value={element}>`; null is the document's body.
 */
import { createContext, useContext } from 'react';

export const FloatingRoot = createContext<HTMLElement | null>(null);

export function useFloatingRoot(): HTMLElement | null {
  return useContext(FloatingRoot);
}
