/** Where a speaker may breathe inside an English sentence without tearing it apart, seen from the two words around the place. */

const clauseWords =
  /^(?:and|but|or|so|because|which|who|that|while|when|where|if|than|then|although|though|unless|until|since|after|before|as|however|instead)\b/i;
const phraseWords =
  /^(?:in|on|at|for|with|from|to|of|by|about|into|over|under|between|through|without|around|during|against|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)\b/i;
const clinging =
  /(?:^|\s)(?:the|an?|of|to|in|on|at|for|with|from|by|my|your|his|her|its|our|their|this|these|those|and|or|but|very|is|are|was|were|be|not|no|than|as|i|you|he|she|it|we|they|that|which|who|don't|can't|will|would|can|could|should|may|might|must|have|has|had|next|last|first|more|most|some|any|all|about|every|each|own|new|good|mister|doctor|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|\w{3,5}ty|\w{3,5}ty-\w{3,5}|hundred|thousand)$/i;

/** 2 before a conjunction, 1 before a phrase, 0 between other words, -1 where `before` belongs to what follows it. */
export type BreathStrength = 2 | 1 | 0 | -1;

/** @param before text that ends with the word before the place @param after text that begins with the word behind it */
export function breathStrength(before: string, after: string): BreathStrength {
  if (clinging.test(before)) return -1;
  if (clauseWords.test(after)) return 2;
  return phraseWords.test(after) ? 1 : 0;
}
