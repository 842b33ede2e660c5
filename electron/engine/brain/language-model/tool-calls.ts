/** Puts tool calls together from a stream and runs them. Owns limits; refuses to let a failed tool end the reply. */
import type { LanguageTool } from './language-tool.ts';
import { TOOL_MAX_CALLS, TOOL_MAX_CHARS } from './tuning.ts';

/** A part of a call as a server streams it; servers differ in which fields they repeat. */
export interface ToolCallDelta {
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  /** A piece of the arguments' JSON text. */
  readonly argumentsText?: string;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

export interface ToolCallAssembler {
  /** False when the model asks for more than is allowed. */
  push(delta: ToolCallDelta): boolean;
  /** The calls so far, in order; those without a name are left out. */
  calls(): readonly ToolCall[];
}

/** A delta without index belongs to the call with its id, a new id begins a call, and neither goes on with the last. */
export function createToolCallAssembler(): ToolCallAssembler {
  const slots: { key: number | string; id: string; name: string; text: string }[] = [];

  function slotOf({ index, id }: ToolCallDelta) {
    if (index === undefined && id === undefined && slots.length > 0) return slots.at(-1)!;
    const key = index ?? id ?? 0;
    const known = slots.find((slot) => slot.key === key);
    // Some servers give every whole call of a round the same index.
    if (known && (!id || !known.id || known.id === id)) return known;
    const slot = { key, id: '', name: '', text: '' };
    if (known) known.key = `${known.key}/${slots.length}`;
    slots.push(slot);
    return slot;
  }

  return {
    push(delta) {
      const slot = slotOf(delta);
      if (slots.length > TOOL_MAX_CALLS) return false;
      slot.id ||= delta.id ?? '';
      slot.name ||= delta.name ?? '';
      slot.text += delta.argumentsText ?? '';
      return slot.text.length <= TOOL_MAX_CHARS;
    },
    calls: () =>
      slots
        .filter(({ name }) => name !== '')
        .map(({ id, name, text }, i) => ({ id: id || `call_${i}`, name, argumentsText: text })),
  };
}

/** The result of one call as text for the model; never rejects. */
export async function runToolCall(
  call: ToolCall,
  tools: readonly LanguageTool[],
  signal: AbortSignal,
): Promise<string> {
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool) return `There is no tool named ${call.name.slice(0, 64)}.`;
  let args: unknown;
  try {
    args = call.argumentsText.trim() === '' ? {} : JSON.parse(call.argumentsText);
  } catch {
    return 'The arguments are not valid JSON.';
  }
  try {
    return (await tool.run(args, signal)).slice(0, TOOL_MAX_CHARS);
  } catch {
    return 'The tool failed.';
  }
}
