/** Saves settings and remembers which were refused, so that the reason stands beside the control. */
import { useCallback, useState } from 'react';
import type { Fault } from '../../../electron/contract/errors.ts';
import type { RpcParams } from '../../../electron/contract/rpc.ts';
import { useBridge } from '../bridge/use-bridge.ts';
import { useTexts } from '../texts/use-texts.ts';

type Entries = RpcParams<'updateSettings'>['entries'];
export type SettingEntry = Entries[number];

export interface Saving {
  /** All or none. @returns whether they were taken */
  readonly save: (...entries: SettingEntry[]) => Promise<boolean>;
  /** The sentence why the setting at `path` was not taken the last time; null when it was. */
  readonly errorAt: (path: string) => string | null;
}

export function useSave(): Saving {
  const bridge = useBridge();
  const { fault: say } = useTexts();
  const [refused, setRefused] = useState<Readonly<Record<string, Fault>>>({});
  const save = useCallback(
    async (...entries: SettingEntry[]) => {
      const saved = await bridge.call('updateSettings', { entries });
      setRefused((before) => {
        const others = Object.entries(before).filter(([path]) => entries.every(([other]) => other !== path));
        const now = saved.ok ? [] : entries.map(([path]) => [path, saved.fault] as const);
        return Object.fromEntries([...others, ...now]);
      });
      return saved.ok;
    },
    [bridge],
  );
  return {
    save,
    errorAt(path) {
      const fault = refused[path];
      return fault ? say(fault).what : null;
    },
  };
}
