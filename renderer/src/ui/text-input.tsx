/** One line of text, inside a `Field`: `<TextInput {...field} value={name} onValue={setName} />` */
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export function TextInput({ value, onValue, className, type = 'text', ...rest }: TextInputProps) {
  return (
    <input
      type={type}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={classNames(controlStyle, 'w-full', className)}
      spellCheck={false}
      autoComplete="off"
      {...rest}
    />
  );
}
