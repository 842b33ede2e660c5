/**
 * All English texts, which are the source of the keys. One file an area in `en/`, and the same in `de/`; a key begins
 * with its area. `{name}` stands for a parameter; a text that counts has the keys `key.one` and `key.other`.
 */
import { app } from './en/app.ts';
import { faultFrame } from './en/fault-frame.ts';
import { history } from './en/history.ts';
import { models } from './en/models.ts';
import { monitor } from './en/monitor.ts';
import { overlay } from './en/overlay.ts';
import { settings } from './en/settings.ts';
import { talk } from './en/talk.ts';
import { wake } from './en/wake.ts';
import { welcome } from './en/welcome.ts';

export const en = {
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
} as const;
