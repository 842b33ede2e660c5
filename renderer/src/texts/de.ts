/** All German texts. A key that is missing here does not compile. */
import { app } from './de/app.ts';
import { faultFrame } from './de/fault-frame.ts';
import { history } from './de/history.ts';
import { models } from './de/models.ts';
import { monitor } from './de/monitor.ts';
import { overlay } from './de/overlay.ts';
import { settings } from './de/settings.ts';
import { talk } from './de/talk.ts';
import { wake } from './de/wake.ts';
import { welcome } from './de/welcome.ts';
import type { en } from './en.ts';

export const de: Record<keyof typeof en, string> = {
  ...app,
  ...faultFrame,
  ...history,
  ...models,
  ...monitor,
  ...overlay,
  ...settings,
  ...talk,
  ...wake,
  ...welcome,
};
