/** How the two voices of the conversation look: the user's words on a ground at the right, the answer as plain text. */
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';

export function UserText({ children }: { readonly children: ReactNode }) {
  return (
    <p className="ml-auto max-w-[85%] rounded-large rounded-br-small border border-line bg-surface px-4 py-2.5 text-lg break-words whitespace-pre-wrap">
      {children}
    </p>
  );
}

export function ReplyText({
  isSpoken = false,
  children,
}: {
  readonly isSpoken?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={classNames(
        'max-w-[92%] border-l-2 pl-4 text-lg break-words whitespace-pre-wrap transition-colors',
        isSpoken ? 'border-speaking' : 'border-transparent',
      )}
    >
      {children}
    </div>
  );
}
