/** Emoji are for the eye: dropped, or named when there is nothing else to say. */
import { matchAt } from './reading.ts';
import type { Reading } from './reading.ts';

const names: Readonly<Record<string, string>> = {
  '👍': 'thumbs up', '👎': 'thumbs down', '😀': 'smile', '😃': 'smile', '😄': 'smile', '😊': 'smile', '🙂': 'smile',
  '😂': 'laughing', '🤣': 'laughing', '😉': 'wink', '😢': 'sad face', '😭': 'crying', '😡': 'angry face', '❤': 'heart',
  '💔': 'broken heart', '🎉': 'party', '🔥': 'fire', '👏': 'clapping', '🙏': 'thank you', '👋': 'wave', '🤔': 'thinking',
  '😎': 'cool', '😮': 'surprised', '😱': 'shocked', '😴': 'sleeping', '✅': 'check mark', '❌': 'cross mark', '⚠': 'warning',
  '⭐': 'star', '🌟': 'star', '☀': 'sun', '🌧': 'rain', '⛅': 'cloudy', '☁': 'cloudy', '❄': 'snow', '☕': 'coffee',
  '🍕': 'pizza', '🎂': 'birthday cake', '🎵': 'music', '🐱': 'cat', '🐶': 'dog', '🚀': 'rocket', '💡': 'idea',
  '📷': 'camera', '📞': 'telephone', '🏠': 'house', '🚗': 'car', '✈': 'airplane', '⏰': 'alarm clock', '💯': 'one hundred percent',
  '🤷': 'shrug', '👌': 'okay', '✌': 'peace', '💪': 'strong', '🎁': 'gift', '📚': 'books', '💰': 'money',
}; // prettier-ignore

const sequence =
  /(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\uFE0F|[\u{1F3FB}-\u{1F3FF}]|\u200D\p{Extended_Pictographic}){0,10})/uy;
const trailing = /[\uFE0E\uFE0F\u20E3\u200D]|[\u{1F3FB}-\u{1F3FF}]/uy;

/** One emoji with its modifiers. */
export function emoji(text: string, at: number): Reading | null {
  const rest = matchAt(trailing, text, at);
  if (rest) return { length: rest[0].length, speak: '' };
  const found = matchAt(sequence, text, at);
  if (!found) return null;
  const first = String.fromCodePoint(found[0].codePointAt(0)!);
  const flag = /\p{Regional_Indicator}/u.test(first);
  return { length: found[0].length, speak: '', spare: names[first] ?? (flag ? 'flag' : 'emoji') };
}
