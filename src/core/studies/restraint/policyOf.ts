/** The settings of a prompt as the policy that production takes: rules written out, actions filled in. */

import { PERSONAL } from '../../plan/personalData.js';
import type { RestraintSettings } from '../../prompt/settings/restraint.js';
import type { Policy } from './decide.js';

type Rule = NonNullable<Policy['policy']>[number];

/** Few false positives rather than few misses: a held-back request is a request lost. */
const RULES: Readonly<Record<string, readonly Omit<Rule, 'action'>[]>> = {
  'personal-data': [
    ...PERSONAL.map(([name, { source, flags }]) => ({ name, pattern: source, flags })),
    {
      name: 'a phone number',
      pattern: '(?<![\\w.])\\+?\\(?\\d{2,4}\\)?(?:[ .-]\\d{2,4}){2,4}(?![\\w.])',
    },
    { name: 'a card number', pattern: '(?<!\\d)(?:\\d[ -]?){13,19}(?!\\d)' },
    { name: 'a social security number', pattern: '(?<!\\d)\\d{3}-\\d{2}-\\d{4}(?!\\d)' },
  ],
  secrets: [
    {
      name: 'an API key',
      pattern:
        '\\b(?:sk|pk|rk|ghp|gho|xox[abp])[-_][A-Za-z0-9_-]{16,}\\b|\\bAKIA[0-9A-Z]{16}\\b|\\bAIza[0-9A-Za-z_-]{30,}\\b',
    },
    { name: 'a private key', pattern: '-----BEGIN [A-Z ]*PRIVATE KEY-----' },
    {
      name: 'a password',
      pattern:
        '\\b(?:password|passwd|pwd|passwort|contraseña|mot de passe)\\s*(?:is|ist|es|est|[:=])\\s*\\S{4,}',
      flags: 'iu',
    },
    {
      name: 'a token',
      pattern: '\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{5,}',
    },
  ],
  injection: [
    {
      name: 'an instruction to the model',
      pattern:
        '\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,40}\\b(?:all|any|the|your|previous|prior|above|earlier|system)\\b.{0,30}\\b(?:instructions?|prompts?|rules?|guidelines?|messages?|directions?)\\b',
      flags: 'isu',
    },
    {
      name: 'an instruction to the model',
      pattern:
        '\\b(?:ignorier(?:e|en)|vergiss|ignorez?|oubliez?|ignora|olvida)\\b.{0,40}(?:anweisung|instruktion|regel|instruction|consigne|règle|instruccion|regla)',
      flags: 'isu',
    },
    {
      name: 'a request for the prompt',
      pattern:
        '\\b(?:reveal|print|show|repeat|output|tell me|what (?:is|are))\\b.{0,30}\\b(?:your|the)\\b.{0,20}\\b(?:system (?:prompt|message)|(?:hidden|initial|original) (?:prompt|instructions?)|instructions? (?:above|you were given))',
      flags: 'isu',
    },
    {
      name: 'another role for the model',
      pattern:
        '\\b(?:you are now|from now on,? you|act as|pretend (?:to be|you are)|developer mode|jailbreak|DAN mode)\\b.{0,60}\\b(?:no|without|free|unrestricted|any|DAN|enabled)\\b',
      flags: 'isu',
    },
    {
      name: 'a mark of a chat template',
      pattern:
        '<\\|(?:im_start|im_end|system|endoftext)\\|>|\\[/?INST\\]|^\\s*(?:system|assistant)\\s*:',
      flags: 'im',
    },
  ],
};

const DEFAULT_ACTION = 'abstain';

/** `threshold`: found by the study, where the settings name none; null: without a gate on confidence. */
export function policyOf(settings: RestraintSettings, threshold: number | null): Policy {
  const { confidence, context, policy, goal, cost, human } = settings;
  const min = confidence?.min ?? threshold;
  return {
    ...(policy ? { policy: policy.flatMap(rulesOf) } : {}),
    ...(context
      ? { context: { require: context.require, action: context.action ?? DEFAULT_ACTION } }
      : {}),
    ...(cost
      ? {
          cost: {
            ...(cost.tokens === undefined ? {} : { tokens: cost.tokens }),
            ...(cost.usd === undefined ? {} : { usd: cost.usd }),
            action: cost.action ?? DEFAULT_ACTION,
          },
        }
      : {}),
    ...(goal ? { goal: { statement: goal.statement, action: goal.action ?? DEFAULT_ACTION } } : {}),
    ...(confidence && min !== null
      ? { confidence: { min, action: confidence.action ?? DEFAULT_ACTION } }
      : {}),
    ...(human ? { human } : {}),
  };
}

function rulesOf(rule: NonNullable<RestraintSettings['policy']>[number]): Rule[] {
  if (typeof rule === 'string') return named(rule, DEFAULT_ACTION);
  const action = rule.action ?? DEFAULT_ACTION;
  return 'rule' in rule
    ? named(rule.rule, action)
    : [{ name: 'what a rule forbids', pattern: rule.pattern, flags: 'iu', action }];
}

const named = (id: string, action: Rule['action']): Rule[] =>
  (RULES[id] ?? []).map((rule) => ({ ...rule, action }));
