/**
 * Words that turn the meaning of a request round: negations, limits, opposites, scope and exactness, in the languages
 * Plumbline has rules for. A sense is a set of words that say about the same, so that `excludes` is as good as
 * `does not contain`. Text is in lower case.
 */

const anyOf = (...alternatives: readonly string[]): RegExp =>
  new RegExp(wholeWords(alternatives), 'gu');

const wholeWords = (alternatives: readonly string[]) =>
  `(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`;

/** Also words of Japanese and Chinese, which have no spaces around them. */
const anyOfAll = (alternatives: readonly string[], withoutSpaces: string): RegExp =>
  new RegExp(`${wholeWords(alternatives)}|${withoutSpaces}`, 'gu');

/** Phrases such as `no more than` are limits, not negations. */
const AT_MOST = anyOfAll(
  [
    'at most',
    '(?:no|not) (?:more|longer|later|higher|greater) than',
    'not exceed(?:ing)?',
    'max(?:imum|imal)?(?: of)?',
    'up to',
    'or (?:fewer|less)',
    '(?:fewer|less) than(?= \\p{N})',
    'within',
    'höchstens|maximal|nicht mehr als',
    'au (?:plus|maximum)|pas plus de',
    'como máximo|no más de|a lo sumo',
    'al massimo|non più di',
    'no máximo|não mais (?:de|do) que',
    'hoogstens|niet meer dan',
  ],
  '以内|以下|未満|最大|最多|不超过|不多于|少于|小于',
);
const AT_LEAST = anyOfAll(
  [
    'at least',
    '(?:no|not) (?:fewer|less|shorter|earlier|lower) than',
    'min(?:imum|imal)?(?: of)?',
    'or more',
    'mindestens|nicht weniger als',
    'au (?:moins|minimum)',
    'al menos|por lo menos|como mínimo',
    'almeno|al minimo',
    'pelo menos|no mínimo',
    'minstens|ten minste',
  ],
  '以上|少なくとも|最低|至少|不少于|最少|多于|大于',
);
const NEGATION = anyOfAll(
  [
    "\\p{L}*n't|not|no|never|none|nothing|nor|neither|cannot|without",
    'avoid\\w*|exclud\\w*|omit\\w*|refrain\\w*|lack(?:s|ing)?|devoid|absent|free (?:of|from)',
    'leav(?:e|es|ing) (?:\\p{L}+ )?out|stay(?:s)? out|skip\\w*|ignor\\w*|forbid\\w*|(?:anything|other) than|except',
    'nicht|kein\\p{L}*|nie|niemals|nichts|ohne|weder',
    'ne|pas|jamais|rien|sans|aucun\\p{L}*|évit\\p{L}*',
    'nunca|ningún\\p{L}*|nada|sin|evit\\p{L}*',
    'non|mai|niente|senza|nessun\\p{L}*',
    'não|nem|sem|nenhum\\p{L}*',
    'niet|geen|nooit|zonder|niets',
  ],
  'ないで|(?<!なければなら|なくてはなら|ねばなら)ない|(?<!なければなり|なくてはなり|ねばなり)ません|[ずぬ](?=に|、)|禁止|避け|不(?:要|得|能|可|应|许|准|用|必|使用|包含)|勿|别(?![的人])|没有|无[需须]|避免|除外|除いて',
);

/** Whether a single word negates, limits, or is one of two contraries or of those that narrow a request. */
export const turnsMeaning = (word: string): boolean =>
  [NEGATION, ...LIMITS, ...OPPOSITES.flat(), ...NARROWING].some((words) => word.search(words) >= 0);

export const LIMITS: readonly [RegExp, RegExp] = [AT_MOST, AT_LEAST];

/** `at most` says nothing of more, and `or fewer` nothing of fewer. */
export const withoutLimits = (prose: string): string =>
  LIMITS.reduce((left, words) => left.replace(words, ' '), prose);

export const negationsIn = (prose: string): string[] => [
  ...(withoutLimits(prose).match(NEGATION) ?? []),
];

/** Senses of which each is the contrary of the other. */
export const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  LIMITS,
  [
    anyOf(
      'more|most|greater|greatest|higher|highest|longer|longest|larger|largest|bigger|biggest|maxim\\w+|exceed\\w*',
      'mehr|größer\\p{L}*|länger\\p{L}*|höher\\p{L}*|längst\\p{L}*|größt\\p{L}*',
      'mayor\\p{L}*|más|plus|davantage|più|maggior\\p{L}*|mais|maior\\p{L}*|meer|grootste',
    ),
    anyOf(
      'fewer|fewest|less|lesser|least|lower|lowest|shorter|shortest|smaller|smallest|minim\\w+',
      'weniger|kleiner\\p{L}*|kürzer\\p{L}*|wenigst\\p{L}*|kürzest\\p{L}*',
      'menor\\p{L}*|menos|moins|meno|minor\\p{L}*|minder|kleinste|kortste',
    ),
  ],
  [
    anyOf(
      'before|first|firstly|earlier|earliest|preced\\w+|prior|initial\\w*|start(?:s|ing)?|begin(?:s|ning)?|leading|opening',
      'vor|zuerst|erst\\p{L}*|beginn\\p{L}*|anfang\\p{L}*|avant|premi\\p{L}*|début|antes|primer\\p{L}*|prima|primo|voor|eerst\\p{L}*',
    ),
    anyOf(
      'after|last|lastly|later|latest|follow(?:s|ed)?|subsequent\\w*|final\\w*|ends?|ending|conclud\\w+|finish\\w*|closing|clos(?:e|es)|culminat\\w+|terminat\\w+|succeed\\w*',
      'nach|zuletzt|letzt\\p{L}*|schluss|ende|endet|après|derni\\p{L}*|fin|después|últim\\p{L}*|dopo|ultim\\p{L}*|depois|na|laatst\\p{L}*',
    ),
  ],
  [
    anyOf(
      'same|equal\\w*|identical\\w*|alike|gleich\\p{L}*|même\\p{L}*|mism\\p{L}*|stess\\p{L}*|mesm\\p{L}*|zelfde',
    ),
    anyOf(
      'differ\\w*|unequal|distinct\\w*|verschieden\\p{L}*|anders|différent\\p{L}*|distint\\p{L}*|divers\\p{L}*',
    ),
  ],
  [
    anyOf('true|correct\\w*|valid|appropriate|richtig\\p{L}*|vrai|correct[oe]|vero'),
    anyOf('false|incorrect\\w*|wrong\\w*|invalid|inappropriate|falsch\\p{L}*|faux|falso'),
  ],
  [
    anyOf('increas\\w+|ascending|rais\\w+|aufsteigend\\p{L}*|croissant|ascendente'),
    anyOf('decreas\\w+|descending|reduc\\w+|absteigend\\p{L}*|décroissant|descendente'),
  ],
  [
    anyOf(
      'all|every|each|everything|whole|entire\\w*|both|throughout|all\\p{L}{1,2}|jede\\p{L}*|tou(?:s|tes?|t)|chaque|tod[oa]s?|cada|tutt[ieoa]|ogni|elke?|alle',
    ),
    anyOf(
      'any|some|someone|something|at least one|one or more|irgend\\p{L}*|einige\\p{L}*|quelque\\p{L}*|algun\\p{L}*|algún|qualche|alcun\\p{L}*|enkele',
    ),
  ],
];

/** Senses that narrow a request, which a paraphrase must not lose. */
export const NARROWING: readonly RegExp[] = [
  anyOf(
    'only|just|exactly|alone|solely|precisely|strictly|nothing (?:but|else|more)|no other|exclusively|single',
    'nur|genau|ausschließlich|lediglich|seulement|uniquement|exactement|ne que|solo|sólo|solamente|exactamente|soltanto|esattamente|apenas|somente|exatamente|alleen|precies|slechts',
  ),
  anyOf(
    'right|immediately|directly|just|unmittelbar|direkt|immédiatement|juste|inmediatamente|subito|imediatamente|direct',
  ),
];
