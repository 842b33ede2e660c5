/** A person's hands on the keyboard of a virtual display (apt: xdotool). */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface XKeyboard {
  down(...keys: readonly string[]): Promise<void>;
  up(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Gives the keyboard to the first visible window of that title. */
  focus(title: string): Promise<void>;
}

export function openXKeyboard(display: string): XKeyboard {
  const xdotool = async (...parameters: readonly string[]) => {
    const { stdout } = await promisify(execFile)('xdotool', [...parameters], {
      env: { ...process.env, DISPLAY: display },
      timeout: 20_000,
    });
    return stdout.trim();
  };
  const each = (verb: string, keys: readonly string[]) => keys.flatMap((key) => [verb, key]);
  return {
    down: async (...keys) => void (await xdotool(...each('keydown', keys))),
    up: async (...keys) => void (await xdotool(...each('keyup', keys))),
    type: async (text) => void (await xdotool('type', text)),
    async focus(title) {
      const found = await xdotool('search', '--sync', '--onlyvisible', '--name', `^${title}$`);
      await xdotool('windowfocus', '--sync', found.split('\n')[0]!);
    },
  };
}
