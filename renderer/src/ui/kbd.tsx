/** Keys as they are on the keyboard: `<Kbd keys="Ctrl+F" />` draws one cap a key. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split('+').map((key) => (
        <kbd
          key={key}
          className="inline-flex min-w-6 items-center justify-center rounded-small border border-edge bg-sunken px-1.5 py-px font-sans text-xs text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
