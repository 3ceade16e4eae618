/** Records a run's answers in plan order, so that a new recording has a small diff. */

import { recordedLine, recordingKey } from '../core/models/recording.js';
import type { Plan } from '../core/plan/planRun.js';
import { trialKey } from '../core/plan/trial.js';
import type { CompletedOutcome, Outcome } from '../core/run/outcome.js';
import { recordingFile, writeText, type Workspace } from '../node/workspace.js';

export interface Recorder {
  add(outcome: Outcome): void;
  /** Returns the file's path. */
  write(): Promise<string>;
}

export function createRecorder(workspace: Workspace, plan: Plan): Recorder {
  const answers = new Map<string, CompletedOutcome>();
  return {
    add(outcome) {
      if (outcome.status === 'completed') answers.set(trialKey(outcome), outcome);
    },
    async write() {
      const header = { version: 1, model: plan.model, recordedAt: new Date().toISOString() };
      const lines = plan.trials.flatMap((trial) => {
        const answer = answers.get(trial.key);
        return answer
          ? [recordedLine(recordingKey(plan.requestOf(trial), trial.repeat), answer)]
          : [];
      });
      const path = recordingFile(workspace, plan.prompt.path);
      await writeText(path, [JSON.stringify(header), ...lines, ''].join('\n'));
      return path;
    },
  };
}
