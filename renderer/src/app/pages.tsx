/**
 * The pages of the window. A feature adds one line: its name as in `route.ts`, its component, and an icon when it
 * stands in the navigation (in this order; Ctrl+1 is the first). `isBare` pages are drawn without the frame.
 */
import { Mic } from 'lucide-react';
import type { ComponentType } from 'react';
import { AboutPage } from './about-page.tsx';
import type { PageName } from './route.ts';
import { TalkPage } from './talk-page.tsx';

export interface PageEntry {
  readonly name: PageName;
  readonly view: ComponentType<{ readonly part: string }>;
  readonly icon?: ComponentType<{ readonly className?: string }>;
  readonly isBare?: boolean;
}

export const pages: readonly PageEntry[] = [
  { name: 'talk', view: TalkPage, icon: Mic },
  { name: 'about', view: AboutPage },
];

export const navigationPages = pages.filter(({ icon }) => icon !== undefined);
