/**
 * Which answers to a question that is asked again and again are shown: none that is older than one that has come. An
 * older one is not waited for in vain where each takes longer than the pause until the next is asked for. Pure apart from
 * its own counts.
 */
export interface AnswerOrder {
  /** A question is asked. @returns asked once, when its answer comes: whether that is shown */
  ask(): () => boolean;
  /** It is another question now: none of the answers still to come is shown. */
  end(): void;
}

export function createAnswerOrder(): AnswerOrder {
  let asked = 0;
  let newest = 0;
  return {
    ask() {
      const mine = ++asked;
      return () => {
        if (mine <= newest) return false;
        newest = mine;
        return true;
      };
    },
    end: () => void (newest = Infinity),
  };
}
