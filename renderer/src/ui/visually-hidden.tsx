/** Text for screen readers only. `<VisuallyHidden>Opens in the browser</VisuallyHidden>` */
import type { ReactNode } from 'react';

export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}
