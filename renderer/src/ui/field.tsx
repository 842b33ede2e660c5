/**
 * A label, its control, a hint and an error, joined for screen readers. The control is drawn by a function that is
 * given its attributes: `<Field label="Name" hint="..." error={fault}>{(field) => <TextInput {...field} />}</Field>`
 * `layout="row"` puts label and hint left and the control right, as settings do; it wraps where there is no room.
 */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** What the control has to carry. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Takes the place of the hint and is announced. */
  readonly error?: string | null | undefined;
  readonly layout?: 'stack' | 'row' | undefined;
  readonly isLabelHidden?: boolean | undefined;
  readonly children: (field: FieldControl) => ReactNode;
}

export function Field({ label, hint, error, layout = 'stack', isLabelHidden = false, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div
      className={classNames(
        layout === 'row'
          ? 'flex flex-wrap items-center justify-between gap-x-6 gap-y-2'
          : 'flex flex-col gap-1.5',
      )}
    >
      <div className={classNames(layout === 'row' && 'min-w-40 flex-1 basis-56')}>
        <label htmlFor={id} className={classNames('block text-base', isLabelHidden && 'sr-only')}>
          {label}
        </label>
        {layout === 'row' && <FieldNote id={noteId} note={note} isError={Boolean(error)} />}
      </div>
      {children({
        id,
        'aria-describedby': note ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {layout === 'stack' && <FieldNote id={noteId} note={note} isError={Boolean(error)} />}
    </div>
  );
}

interface FieldNoteProps {
  readonly id: string;
  readonly note: ReactNode;
  readonly isError: boolean;
}

function FieldNote({ id, note, isError }: FieldNoteProps) {
  if (!note) return null;
  return (
    <div
      id={id}
      role={isError ? 'alert' : undefined}
      className={classNames('text-sm', isError ? 'text-danger' : 'text-muted')}
    >
      {note}
    </div>
  );
}
