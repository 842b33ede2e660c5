/** A file name a page suggests, made one that names a file and nothing else on every system. Pure. */

const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const MAXIMUM_LENGTH = 120;

/** @returns never empty, no separators, no leading dot, nothing that turns the direction of writing round */
export function safeFileName(suggested: string): string {
  const plain = suggested.replace(FORBIDDEN, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 ? plain.slice(dot, dot + 12) : '';
  const stem = (dot > 0 ? plain.slice(0, dot) : plain).slice(0, MAXIMUM_LENGTH - ending.length);
  const name = `${stem}${ending}`;
  if (name === '') return 'parley';
  return RESERVED.test(name) ? `_${name}` : name;
}
