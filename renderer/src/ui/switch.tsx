/** On or off, at once, inside a `Field` with `layout="row"`: `<Switch {...field} isOn={keep} onChange={setKeep} />` */
import { Switch as Radix } from 'radix-ui';
import type { FieldControl } from './field.tsx';

export interface SwitchProps extends Partial<FieldControl> {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly disabled?: boolean | undefined;
}

export function Switch({ isOn, onChange, ...rest }: SwitchProps) {
  return (
    <Radix.Root
      checked={isOn}
      onCheckedChange={onChange}
      className="relative h-6 w-10 shrink-0 rounded-full border border-edge bg-sunken transition-colors duration-(--time-fast) disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      {...rest}
    >
      <Radix.Thumb className="block size-4 translate-x-[0.1875rem] rounded-full bg-edge transition-transform duration-(--time-fast) data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}
