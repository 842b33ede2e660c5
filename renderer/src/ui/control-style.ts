/** How everything that is typed into or chosen from looks alike. */
export const controlStyle =
  'min-h-9 rounded-medium border border-edge bg-surface px-3 py-1.5 text-base text-text ' +
  'hover:border-muted aria-invalid:border-danger disabled:opacity-50';
