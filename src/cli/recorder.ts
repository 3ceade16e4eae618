/** Records a run's answers in plan order, so that a new recording has a small diff. */

import { recordingKey, recordingLines, type RecordedCall } from '../core/models/recording.js';
import { personalDataInAnswers } from '../core/plan/personalData.js';
import type { Plan } from '../core/plan/planRun.js';
import { trialKey } from '../core/plan/trial.js';
import type { CompletedOutcome, Outcome } from '../core/run/outcome.js';
import { writeRecording } from '../node/writeRecording.js';
import type { Workspace } from '../node/workspace.js';

export interface Recorder {
  add(outcome: Outcome): void;
  /** What in the answers looks like personal data and would be committed, one sentence for each kind. */
  findings(): readonly string[];
  /** Returns the file's path. */
  write(): Promise<string>;
}

export function createRecorder(workspace: Workspace, plan: Plan): Recorder {
  const answers = new Map<string, CompletedOutcome>();
  return {
    add(outcome) {
      if (outcome.status === 'completed') answers.set(trialKey(outcome), outcome);
    },
    findings: () =>
      personalDataInAnswers(
        [...answers.values()].map(({ case: id, text, reasoning = '' }) => ({
          ...{ id, texts: [text, reasoning] },
        })),
      ),
    write() {
      const about = { model: plan.model, recordedAt: new Date().toISOString() };
      const calls = plan.trials.flatMap((trial): RecordedCall[] => {
        const completion = answers.get(trial.key);
        const key = recordingKey(plan.requestOf(trial), trial.repeat);
        return completion ? [{ key, completion }] : [];
      });
      return writeRecording(workspace, plan.prompt.path, recordingLines(about, calls));
    },
  };
}
