/**
 * Faults that last, above the page: what happened, what to do, one action. At most two are shown. Hiding one is for
 * this window only, until the same fault comes again. The microphone that was switched off on purpose has its own
 * sign at the talk button and is left out.
 */
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Fault } from '../../../../electron/contract/errors.ts';
import { goTo } from '../../app/route.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useCall, valueOrToast } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { faultActionOf, faultTone } from './fault-action.ts';
import type { FaultAction } from './fault-action.ts';

const MOST_SHOWN = 2;

export function FaultBanners() {
  const { t, plural } = useTexts();
  const faults = useDesk((state) => state.faults);
  /** The very objects: the same fault raised again is another one. */
  const [hidden, setHidden] = useState<ReadonlySet<Fault>>(new Set());
  const shown = faults.filter((fault) => fault.code !== 'mic_off' && !hidden.has(fault)).reverse();
  if (shown.length === 0) return null;
  return (
    <section aria-label={t('fault.region')} className="flex flex-col gap-2 px-4 pt-3 pb-1">
      {shown.slice(0, MOST_SHOWN).map((fault) => (
        <FaultBanner
          key={fault.code}
          fault={fault}
          onHide={() => setHidden((before) => new Set([...before, fault]))}
        />
      ))}
      {shown.length > MOST_SHOWN && (
        <p className="px-1 text-sm text-muted">{plural('fault.more', shown.length - MOST_SHOWN)}</p>
      )}
    </section>
  );
}

function FaultBanner({ fault, onHide }: { readonly fault: Fault; readonly onHide: () => void }) {
  const { t, fault: faultText } = useTexts();
  const act = useFaultAct();
  const bridge = useBridge();
  const { what, help } = faultText(fault);
  const action = faultActionOf(fault.code, bridge.kind === 'electron');
  return (
    <Notice
      tone={faultTone(fault.code)}
      title={what}
      action={
        <div className="flex items-center gap-1">
          {action && (
            <Button size="small" onClick={() => act(action)}>
              {t(action.label)}
            </Button>
          )}
          <IconButton size="small" label={t('fault.dismiss')} onClick={onHide}>
            <X />
          </IconButton>
        </div>
      }
    >
      {help}
    </Notice>
  );
}

function useFaultAct(): (action: FaultAction) => void {
  const bridge = useBridge();
  const call = useCall();
  return ({ act }) => {
    switch (act.do) {
      case 'go':
        return goTo(act.page, act.part);
      case 'unmute':
        return void call('setMuted', { muted: false });
      case 'restartVoice':
      case 'askMicrophone':
      case 'showDataFolder':
        return void bridge.desktop(act.do, {}).then(valueOrToast<unknown>);
    }
  };
}
