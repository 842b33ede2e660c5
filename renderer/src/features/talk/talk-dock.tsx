/** Everything talking needs, at the foot of the page: way of talking, the big button in its waveform, controls, typing. */
import { Composer } from './composer.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { TalkButton } from './talk-button.tsx';
import { TalkControls } from './talk-controls.tsx';
import { TalkNotices } from './talk-notices.tsx';
import { Waveform } from './waveform.tsx';

export function TalkDock() {
  return (
    <div className="@container border-t border-line bg-ground px-4 pt-4 pb-4">
      <div className="mx-auto flex w-full max-w-[52rem] flex-col gap-4">
        <TalkNotices />
        <div className="relative grid grid-cols-[1fr_auto_1fr] items-end gap-4 @max-xl:grid-cols-[1fr_auto] @max-xl:items-center">
          <div className="pointer-events-none absolute inset-x-0 top-0 h-[min(4.75rem,14vh)] @max-xl:inset-x-auto @max-xl:w-full">
            <Waveform />
          </div>
          <div className="relative justify-self-start @max-xl:col-span-2 @max-xl:row-start-2">
            <ModeSwitch />
          </div>
          <div className="relative @max-xl:row-start-1 @max-xl:justify-self-start">
            <TalkButton />
          </div>
          <div className="relative justify-self-end @max-xl:row-start-1">
            <TalkControls />
          </div>
        </div>
        <Composer />
      </div>
    </div>
  );
}
