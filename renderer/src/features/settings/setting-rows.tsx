/** Rows of a settings card that only differ in name and kind: one switch, one choice, one number, one slider each. */
import type { ReactNode } from 'react';
import { Field } from '../../ui/field.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import type { SelectOption } from '../../ui/native-select.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useChoice, useDraft } from '../../store/use-draft.ts';
import type { Saving } from '../../store/use-save.ts';

interface RowProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly saving: Saving;
}

export function SwitchRow({ path, label, hint, saving, isOn }: RowProps & { readonly isOn: boolean }) {
  const [shown, choose] = useChoice(isOn, (on) => saving.save([path, on]));
  return (
    <Field layout="row" label={label} hint={hint} error={saving.errorAt(path)}>
      {(field) => <Switch {...field} isOn={shown} onChange={choose} />}
    </Field>
  );
}

interface ChoiceRowProps<T extends string> extends RowProps {
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
}

export function ChoiceRow<T extends string>({
  path,
  label,
  hint,
  saving,
  value,
  options,
}: ChoiceRowProps<T>) {
  const [shown, choose] = useChoice(value, (next) => saving.save([path, next]));
  return (
    <Field layout="row" label={label} hint={hint} error={saving.errorAt(path)}>
      {(field) => (
        <NativeSelect {...field} value={shown} options={options} onValue={choose} className="w-64" />
      )}
    </Field>
  );
}

interface NumberRowProps extends RowProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly disabled?: boolean;
}

export function NumberRow({ path, label, hint, saving, value, ...number }: NumberRowProps) {
  const [shown, choose] = useChoice(value, (next) => saving.save([path, next]));
  return (
    <Field layout="row" label={label} hint={hint} error={saving.errorAt(path)}>
      {(field) => <NumberInput {...field} {...number} value={shown} onValue={choose} />}
    </Field>
  );
}

interface SliderRowProps extends RowProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly format: (value: number) => string;
}

/** Moves while it is dragged and saves when it is let go. */
export function SliderRow({ path, label, hint, saving, value, ...range }: SliderRowProps) {
  const draft = useDraft(value, (next) => saving.save([path, next]));
  return (
    <Field layout="row" label={label} hint={hint} error={saving.errorAt(path)}>
      {() => <Slider label={label} {...range} {...draft} />}
    </Field>
  );
}
