/** Takes the thoughts of reasoning models out of a stream of text. Pure; owns the tags, not what is between them. */

export interface ThinkFilter {
  /** The part of the text so far that is answer and is certain to be. */
  push(text: string): string;
  /** The rest; an unfinished thought is dropped. */
  end(): string;
}

const tag = /<(\/?)(?:think|thinking|reasoning)>/i;
const longestTag = '</reasoning>'.length;
const tags = ['<think>', '<thinking>', '<reasoning>', '</think>', '</thinking>', '</reasoning>'];

/** Length of the end of `text` that could be the beginning of a tag. */
function openEnd(text: string): number {
  const at = text.lastIndexOf('<');
  if (at < 0 || text.length - at >= longestTag) return 0;
  const end = text.slice(at).toLowerCase();
  return tags.some((item) => item.startsWith(end)) ? end.length : 0;
}

/** White space in front of the answer goes too, since thoughts leave empty lines behind. */
export function createThinkFilter(): ThinkFilter {
  let held = '';
  let thinking = false;
  let started = false;

  function take(text: string): string {
    const answer = started ? text : text.trimStart();
    if (answer !== '') started = true;
    return answer;
  }

  function read(ended: boolean): string {
    let out = '';
    for (let hit = tag.exec(held); hit; hit = tag.exec(held)) {
      if (!thinking) out += take(held.slice(0, hit.index));
      thinking = hit[1] === '';
      held = held.slice(hit.index + hit[0].length);
    }
    const keep = ended ? 0 : openEnd(held);
    const sure = held.slice(0, held.length - keep);
    held = held.slice(held.length - keep);
    return thinking ? out : out + take(sure);
  }

  return {
    push(text) {
      held += text;
      return read(false);
    },
    end: () => read(true),
  };
}
