import type * as z from 'zod';
import { shotsComparisonSchema } from '../../score/shotsComparison.js';
import { resultSchema, type StudyResult } from '../studyResult.js';

export const fewShotSchema = resultSchema('few-shot', shotsComparisonSchema);
export type FewShot = StudyResult<z.infer<typeof shotsComparisonSchema>>;
