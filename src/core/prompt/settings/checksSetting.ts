import { SIMILAR_ENOUGH, type Check } from '../checks/check.js';
import type { SensitivitySettings, SettingsCheck } from './settings.js';

/** The `checks` of a prompt's `sensitivity` block. */
export const settingsChecks = ({ checks = [] }: SensitivitySettings): Check[] =>
  checks.map((check, index) => {
    const { weight } = check;
    return { ...settingsCheck(check, index), ...(weight === undefined ? {} : { weight }) };
  });

const VALUES = ['equals', 'contains', 'startsWith', 'endsWith', 'regex'] as const;

function settingsCheck(check: SettingsCheck, index: number): Check {
  const name = check.name ?? `check ${index + 1}`;
  const not = check.not ? { not: true } : {};
  const lenient = check.lenient ? { lenient: true } : {};
  if (check.isJson !== undefined) {
    const schema = check.isJson === true ? null : check.isJson;
    return { kind: 'isJson', name, schema, ...lenient, ...not };
  }
  if (check.toolCalls !== undefined) {
    const { toolCalls, match = 'unordered', threshold: least = 1 } = check;
    const value = typeof toolCalls === 'string' ? toolCalls : JSON.stringify(toolCalls);
    return { kind: 'toolCalls', name, value, match, least, ...not };
  }
  if (check.similar !== undefined) {
    const least = check.threshold ?? SIMILAR_ENOUGH;
    return { kind: 'similar', name, values: [check.similar], least, ...not };
  }
  if (check.validToolCalls) return { kind: 'validToolCalls', name, ...not };
  if (check.rubric !== undefined) {
    const least = check.threshold === undefined ? {} : { least: check.threshold };
    return { kind: 'rubric', name, value: check.rubric, ...least };
  }
  if (check.json !== undefined)
    return { kind: 'json', name, value: check.json, ...lenient, ...not };
  const kind = VALUES.find((key) => check[key] !== undefined) ?? 'equals';
  return { kind, name, value: check[kind] ?? '', ...not };
}
