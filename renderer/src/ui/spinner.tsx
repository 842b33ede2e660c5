/** Something is under way. Decoration: what is under way is said in text beside it. Its size follows the text. */
import { LoaderCircle } from 'lucide-react';

export function Spinner() {
  return <LoaderCircle aria-hidden className="size-[1.125em] shrink-0 animate-spin" />;
}
