/** The API a model is asked through: chat completions, or the Responses API. */
export type ModelApi = 'chat' | 'responses';
