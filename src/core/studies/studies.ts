/**
 * The table of studies. A new study is one folder beside this file and one row here: its command, its section in panel and
 * reports and its JSON schema follow from the row. A study's code is loaded when it is first needed.
 */

import type { Study } from '../study.js';

/** What may be asked for of a study's plan. */
export type DesignOption = 'variants' | 'shots' | 'repeats' | 'sample';

export interface StudyRow {
  readonly id: string;
  /** The title of its section. */
  readonly question: string;
  /** What its command does, in a line of help. */
  readonly summary: string;
  /** What the help says below its options. */
  readonly details: string;
  /** False for the study that has a command of its own. */
  readonly hasGenericCommand: boolean;
  /** What its command lets the user choose; the study decides the rest itself. */
  readonly takes: readonly DesignOption[];
  /** Whether its result may offer a change of the prompt, which the command can write to the file. */
  readonly offersChange?: true;
  /** Whether it can write what it found as code. */
  readonly writesCode?: true;
  /** Whether its command also scores runs that were recorded elsewhere. */
  readonly readsTraces?: true;
  /** Whether its command may ask a retriever first. */
  readonly asksRetriever?: true;
  load(): Promise<Study>;
}

export const STUDIES: readonly StudyRow[] = [
  {
    id: 'sensitivity',
    question: 'Does the wording matter?',
    summary: 'measure how much answers depend on the wording',
    details: '',
    hasGenericCommand: false,
    takes: ['variants', 'shots', 'repeats', 'sample'],
    load: async () => (await import('./sensitivity/sensitivity.js')).sensitivity as Study,
  },
  {
    id: 'influence',
    question: 'Which words matter?',
    summary: 'measure how much answers change when each sentence is removed',
    details:
      'The prompt is sent as it is and without each of its sentences and list items.\nInfluence: how much answers change when the part is removed, minus run-to-run noise. A part that holds a variable is never removed.\nAnswers are cached: after Ctrl-C the same command continues where it stopped.',
    hasGenericCommand: true,
    takes: ['repeats', 'sample'],
    load: async () => (await import('./influence/influence.js')).influence as Study,
  },
  {
    id: 'few-shot',
    question: 'Would examples help?',
    summary: 'compare few-shot configurations: accuracy, wording effect and tokens',
    details: 'Without --shots it compares the file as it is with 1 and 3 added examples.',
    hasGenericCommand: true,
    takes: ['variants', 'shots', 'repeats', 'sample'],
    load: async () => (await import('./fewShot/fewShot.js')).fewShot as Study,
  },
  {
    id: 'serving',
    question: 'Does the server matter?',
    summary: 'check whether a server answers the same prompt the same way, alone and under load',
    details:
      'Each cell is sent four times at temperature 0, identical to the last byte: twice one call after another, twice with several in flight.\nWhat differs is caused by the server. The result says how many cells differ, and from which token on.',
    hasGenericCommand: true,
    takes: ['variants', 'sample'],
    load: async () => (await import('./serving/serving.js')).serving as Study,
  },
  {
    id: 'load',
    question: 'How many instructions can it carry?',
    summary: 'measure which instructions get lost as their number grows',
    details:
      'The prompt is sent as it is, and with fewer of its instructions, in three random orders at up to eight densities. What an answer shows by itself\nis checked: length, words in quotes, formats, language, casing, start and end. The rest is listed, and not judged.',
    hasGenericCommand: true,
    takes: ['sample'],
    load: async () => (await import('./load/load.js')).load as Study,
  },
  {
    id: 'restraint',
    question: 'Does it know when not to answer?',
    summary: 'measure when answers should be held back, and whether the model holds back by itself',
    details:
      'Every case is asked, and again with each needed variable emptied, in every wording: how often does it guess? The confidence below which to\nhold back is found on one half of the cases and reported on the other. Gates stand in the `restraint:` block of the prompt; a case may expect\nabstain, clarify or human. --json holds the policy for `plumbline/decide`.',
    hasGenericCommand: true,
    takes: ['variants', 'shots', 'repeats', 'sample'],
    load: async () => (await import('./restraint/restraint.js')).restraint as Study,
  },
  {
    id: 'context',
    question: 'What do the passages do?',
    summary: 'measure retrieval, and what answers do when the passages change',
    details:
      'Cases hold `contexts: [{id, text}]` and `relevant: [id]`; {{contexts}} shows them. Each is asked again with the passages in another order and\nplace, with distractors, near misses, duplicates, smaller pieces, a contradiction, and without the relevant one.',
    hasGenericCommand: true,
    takes: ['shots', 'repeats', 'sample'],
    asksRetriever: true,
    load: async () => (await import('./context/context.js')).context as Study,
  },
  {
    id: 'steps',
    question: 'What do several steps with tools do?',
    summary: 'measure runs of several steps: calls, success, and what happens when a tool fails',
    details:
      'For prompts with tools. The mocks of the `steps:` block answer their calls until the model answers in text or `steps.max` is reached. Every\nwording runs through every case; the original also with tools that fail. Cases may hold the expected calls: `trajectory: [{name, arguments}]`.',
    hasGenericCommand: true,
    takes: ['variants', 'shots', 'repeats', 'sample'],
    readsTraces: true,
    load: async () => (await import('./steps/steps.js')).steps as Study,
  },
  {
    id: 'drift',
    question: 'Did the model change?',
    summary: "ask a part of a baseline's calls again, and say whether the model answers as it did",
    details:
      'Needs an accepted baseline, and the prompt as it was accepted. Cases are asked in random order, each once in every wording, until it is clear\nthat the model answers otherwise (exit code 1), that it does not, or the budget is spent: --budget-calls, --budget-usd, --budget-minutes.\nThe test may be looked at after every case: it is wrong in at most 1 of 20 runs, however often it looks.',
    hasGenericCommand: true,
    takes: ['sample'],
    load: async () => (await import('./drift/drift.js')).drift as Study,
  },
  {
    id: 'depth',
    question: 'How deeply does the model think?',
    summary:
      'measure at which layer of a local model the tokens of its answers settle, and how likely each wording makes them',
    details:
      'Needs the model file: the trial model can be read (--model trial), an endpoint cannot. Every wording is asked once; the answers are then read by the\nmodel cut after five of its layers (some eight times as long as generating them), and each after every wording of its case.',
    hasGenericCommand: true,
    takes: ['variants', 'repeats', 'sample'],
    load: async () => (await import('./depth/depth.js')).depth as Study,
  },
  {
    id: 'repair',
    question: 'What would make it robust?',
    summary:
      'try changes of the prompt, and offer one for what it did on cases it was not chosen on',
    details:
      'Changes are tried on one half of the cases, and the best are measured on the other half, beside the prompt as it is and with variants of the\nsame kinds. Needs 40 cases; below 80, each half measures what the other chose. What the influence study found and approved\nvariants are used where there are any, and a model writes three rewrites, which go through the meaning check. --budget-calls, --budget-usd and\n--budget-minutes limit the search. Where no one prompt is robust, --code writes a majority over several wordings.',
    hasGenericCommand: true,
    takes: ['variants', 'repeats', 'sample'],
    offersChange: true,
    writesCode: true,
    load: async () => (await import('./repair/repair.js')).repair as Study,
  },
];
