/** One global shortcut: what it is, how it works here and why, and a recorder for another. */
import { useEffect, useState } from 'react';
import type { ShortcutState } from '../../../../electron/contract/desktop.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { keyNames } from '../../texts/key-names.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { acceleratorOf } from './accelerator-of.ts';
import type { Saving } from '../../store/use-save.ts';

export type ShortcutPath = 'shortcuts.talk' | 'shortcuts.dictate';

export interface ShortcutRowProps {
  readonly label: string;
  readonly path: ShortcutPath;
  readonly accelerator: string;
  /** Null where there are no global shortcuts at all: in a browser. */
  readonly state: ShortcutState | null;
  readonly saving: Saving;
  /** Which one is being recorded, if any: a key is that of one shortcut. */
  readonly recorded: ShortcutPath | null;
  /** The same function each time. */
  readonly onRecord: (path: ShortcutPath | null) => void;
}

export function ShortcutRow(props: ShortcutRowProps) {
  const { label, path, accelerator, state, saving, recorded, onRecord } = props;
  const bridge = useBridge();
  const { t, language } = useTexts();
  const { save } = saving;
  const isRecording = recorded === path;
  const [isUnusable, setUnusable] = useState(false);

  useEffect(() => {
    if (!isRecording) return;
    void bridge.desktop('recordShortcut', { recording: true });
    function onKey(event: KeyboardEvent): void {
      event.preventDefault();
      event.stopPropagation();
      if (event.code === 'Escape') return onRecord(null);
      const pressed = acceleratorOf(event);
      if ('problem' in pressed) return setUnusable(pressed.problem === 'unusable');
      onRecord(null);
      void save([path, pressed.accelerator]);
    }
    const cancel = () => onRecord(null);
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('blur', cancel);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('blur', cancel);
      void bridge.desktop('recordShortcut', { recording: false });
    };
  }, [isRecording, onRecord, bridge, path, save]);

  const how = state
    ? t(state.style === 'none' ? 'settings.shortcut.style.none' : `settings.shortcut.${state.style}`)
    : t('settings.shortcut.browser');
  const why = state ? t(`settings.shortcut.why.${state.reason}`) : '';
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-40 flex-1 basis-56">
        <div>{label}</div>
        <div className="text-sm text-muted">
          {isUnusable && isRecording ? t('settings.shortcut.unusable') : `${how} ${why}`.trim()}
        </div>
        {saving.errorAt(path) && (
          <div role="alert" className="text-sm text-danger">
            {saving.errorAt(path)}
          </div>
        )}
      </div>
      <span className="flex flex-wrap items-center gap-2">
        <span aria-live="polite">
          {isRecording ? (
            t('settings.shortcut.press')
          ) : accelerator ? (
            <Kbd keys={keyNames(accelerator, language)} />
          ) : (
            t('settings.shortcut.none')
          )}
        </span>
        <Button
          size="small"
          aria-pressed={isRecording}
          onClick={() => {
            setUnusable(false);
            onRecord(isRecording ? null : path);
          }}
        >
          {isRecording ? t('common.cancel') : t('settings.shortcut.record', { name: label })}
        </Button>
        {accelerator !== '' && !isRecording && (
          <Button size="small" kind="quiet" onClick={() => void saving.save([path, ''])}>
            {t('settings.shortcut.clear', { name: label })}
          </Button>
        )}
      </span>
    </div>
  );
}
