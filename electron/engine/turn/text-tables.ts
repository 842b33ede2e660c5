/** Word lists for text-evidence.ts: which words do not end a sentence. Data only; all lower case. */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Something must follow, whatever came before. */
export const neverLast = words(`
  a an the my your our their whose every each and or but nor because although whereas if unless while whether
  into onto upon toward towards between among against without within during via per than despite until till except
  regarding including i we he they
  um umm uh uhh uhm er erm hm hmm mm mmm ah eh
  very quite rather um's gonna wanna gotta let's lets i'd we'd you'd he'd she'd they'd i'll we'll you'll they'll
  it'll i've we've they've i'm we're they're you're what's who's where's how's there's here's that's it's
  plus minus times divided multiplied equals
`);

/** Prepositions: open unless a question puts them last ("who is it for?"). */
export const prepositions = words('of to for with from at by about like');

/** After these a question may end in the preposition. */
export const strandedOf = words(
  'made think thinking heard hear dream afraid consist consists composed tired proud full out aware kind sort',
);
export const strandedTo = words(
  'talk talking talked speak speaking spoke belong belongs listen listening refer referring used up relate writing write',
);

/** Auxiliaries: open unless a pronoun stands before ("yes I do", "what time it is"). */
export const auxiliaries = words(`
  is are was were am be been being do does did have has had can could will would shall should may might must
  isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't
  gets got need needs want wants
`);
export const pronouns = words('i you he she it we they that this there these those who not');

/** Openers of a question. */
export const questionWords = words('what who whom whose where when why how which');
export const questionAuxiliaries = words(`
  is are was were am do does did have has had can could will would shall should may might must
  isn't aren't don't doesn't didn't can't couldn't won't wouldn't shouldn't
`);

/** Last words that only trail after these, as in "and then", "I think that", "kind of". */
export const trailingPairs: ReadonlySet<string> = new Set(
  `and then|but then|or maybe|and maybe|and also|so then|and so|but also|think that|thought that|said that|say that
  know that|believe that|hope that|sure that|told me|tell me|give me|let me|help me|remind me|ask me|send me
  you know|i mean|i think|i guess|i believe|i thought|i wonder|i suppose|let me see|let's see|kind of|sort of
  a lot of|such as|as well as|so that|in order|even if|even though|as if|as soon|as long|because of|instead of
  out of|in front of|next to|due to|according to|close to|okay so|ok so|so like|can you|could you|would you
  will you|do you|did you|are you|could you please|can you please|would you please|please can|how many|how much
  how long|how far|how old|how tall|how do|how does|how did|what time|which one of|what kind|what is|who is
  where is|it was|there was|there is|there are|one of|some of|all of|most of|lots of|more than|less than
  when you|if you|that you|because you|what you|how you|where you|as you|while you|until you|unless you
  at least|at most|as much as|divided by|multiplied by|to the power|the square root|percent of|how about|what about`
    .split(/[|\n]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== ''),
);

/** Alone they promise more. */
export const trailingAlone: ReadonlySet<string> = new Set([
  ...['well', 'so', 'then', 'and', 'now', 'actually', 'also', 'like', 'please', 'hey', 'just', 'which'],
  ...['set', 'add', 'call', 'play', 'convert', 'remind', 'turn', 'turn the', 'search', 'find', 'buy', 'send'],
  ...['create', 'make', 'delete', 'remove', 'schedule', 'translate', 'calculate', 'remember', 'note', 'open'],
  ...[
    'read',
    'write',
    'put',
    'tell',
    'ask',
    'show',
    'what',
    'where',
    'who',
    'how',
    'when',
    'why',
    'is it',
    'okay and',
  ],
]);

/** Words that trail unless the sentence is one of the fixed phrases below. */
export const mostlyTrailing = words('so just also maybe since when where which then');
export const fixedEndings: ReadonlySet<string> = new Set([
  ...[
    'think so',
    'hope so',
    'guess so',
    'suppose so',
    'believe so',
    'say so',
    'told you so',
    'even so',
    'or so',
  ],
  ...[
    'until then',
    'see you then',
    'since then',
    'by then',
    'back then',
    'well then',
    'go then',
    'okay then',
  ],
  ...[
    'since when',
    'until when',
    'know when',
    'say when',
    'know where',
    'to where',
    'from where',
    'know which',
  ],
  ...['me too', 'you just', 'ever since', 'long since', 'maybe', 'which', 'you also'],
]);

export const digitWords = words('zero oh o one two three four five six seven eight nine double triple');
export const tensWords = words(
  'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million',
);
export const teenWords = words(
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
);

/** Complete without any mark, in lower case without punctuation. */
export const completeWithoutMark: ReadonlySet<string> = new Set(
  `stop|cancel|cancel that|never mind|nevermind|pause|resume|continue|go on|yes|no|yes please|no thanks|no thank you
  thanks|thank you|okay thanks|louder|quieter|slower|faster|repeat|repeat that|say that again|what did you say
  what time is it|what's the time|what day is it|what is the date|what's the date|what's the weather|help|hello|hi
  good morning|good night|goodbye|bye|be quiet|shut up|that's all|that's it|of course|i don't know|turn it on
  turn it off|turn it up|turn it down|what can you do|how are you|who are you|speak louder|speak slower|volume up
  volume down|stop talking|stop it|snooze|stop the timer|cancel the timer|cancel the alarm|stop the alarm`
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== ''),
);

/** German: words that show the language, and words that do not end a sentence. */
export const germanMarkers = words(`
  ich ist und der das nicht ein eine einen einem stelle wie mir bitte wecker erinnere mich kannst du auf den dem wir
  mach spiel wird wetter uhr licht sag kann habe hast für über können möchte wieviel viel heute morgen dass weil oder
  aber nach schalte zeig guten danke wann wo wer welche stopp
`);
export const germanNeverLast = words(`
  der die den dem des ein eine einen einem einer eines mein meine meinen dein deine und oder aber weil dass wenn ob
  mit für von zu zum zur nach bei auf im am in an über unter um ähm äh hm also denn als wie plus minus mal geteilt
  durch ich wir sehr ist sind war hat habe haben kann kannst wird
`);
/** German sentences may end in these when they carry an end mark: particles and pronoun questions. */
export const germanMayEnd = words(
  'auf an mit zu ab um ist sind war hat habe haben kann kannst wird die das ein',
);
