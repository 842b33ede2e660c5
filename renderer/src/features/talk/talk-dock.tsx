/**
 * Everything talking needs, at the foot of the page: way of talking, the big button in its waveform, controls, typing.
 * Where there is little room, or text is large, the button stands left with its label beside it.
 */
import { Composer } from './composer.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { TalkButton } from './talk-button.tsx';
import { TalkControls } from './talk-controls.tsx';
import { TalkNotices } from './talk-notices.tsx';
import { Waveform } from './waveform.tsx';

export function TalkDock() {
  return (
    <div className="@container shrink-0 border-t border-line bg-ground px-4 pt-4 pb-4">
      <div className="mx-auto flex w-full max-w-[52rem] flex-col gap-4 @max-2xl:gap-2.5">
        <TalkNotices />
        <div className="relative grid grid-cols-[1fr_auto_1fr] items-end gap-x-4 gap-y-2.5 @max-2xl:grid-cols-[1fr_auto] @max-2xl:items-center">
          <div className="pointer-events-none absolute inset-x-0 top-0 h-[min(4.75rem,14vh)] @max-2xl:hidden">
            <Waveform />
          </div>
          <div className="relative justify-self-start @max-2xl:col-span-2 @max-2xl:row-start-2">
            <ModeSwitch />
          </div>
          <div className="relative min-w-0 @max-2xl:row-start-1">
            <TalkButton />
          </div>
          <div className="relative justify-self-end @max-2xl:row-start-1">
            <TalkControls />
          </div>
        </div>
        <Composer />
      </div>
    </div>
  );
}
