/**
 * The pages of the window. A feature adds one line: its name as in `route.ts`, its component, and an icon when it
 * stands in the navigation (in this order; Ctrl+1 is the first). `isBare` pages are drawn without the frame.
 */
import { Activity, Boxes, Mic, Settings2 } from 'lucide-react';
import type { ComponentType } from 'react';
import { ModelsPage } from '../features/models/models-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { WakePage } from '../features/wake/wake-page.tsx';
import { WelcomePage } from '../features/welcome/welcome-page.tsx';
import { AboutPage } from './about-page.tsx';
import { MonitorPage } from './monitor-page.tsx';
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
  { name: 'models', view: ModelsPage, icon: Boxes },
  { name: 'settings', view: SettingsPage, icon: Settings2 },
  { name: 'monitor', view: MonitorPage, icon: Activity },
  { name: 'wake', view: WakePage },
  { name: 'welcome', view: WelcomePage, isBare: true },
  { name: 'about', view: AboutPage },
];

export const navigationPages = pages.filter(({ icon }) => icon !== undefined);
