/** How the page looks, from the settings and what the system prefers. Pure; `use-appearance.ts` acts on it. */
import type { Settings } from '../../../electron/contract/settings.ts';

export interface SystemLook {
  readonly prefersContrast: boolean;
}

export interface PageLook {
  /** For `data-theme` on <html>; null follows the system's light or dark. */
  readonly theme: 'light' | 'dark' | 'contrast' | null;
  /** For `--text-scale`. */
  readonly textScale: number;
}

export function lookOf(appearance: Settings['appearance'], system: SystemLook): PageLook {
  const { theme, textScale } = appearance;
  if (theme !== 'system') return { theme, textScale };
  return { theme: system.prefersContrast ? 'contrast' : null, textScale };
}
