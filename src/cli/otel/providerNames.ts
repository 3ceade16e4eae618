/** Well-known values of `gen_ai.provider.name`, and of `gen_ai.system` before it, by host. */

const HOSTS: readonly {
  readonly host: string;
  readonly provider: string;
  /** Absent: the same. */
  readonly system?: string;
}[] = [
  { host: 'anthropic.com', provider: 'anthropic' },
  { host: 'amazonaws.com', provider: 'aws.bedrock' },
  { host: 'openai.azure.com', provider: 'azure.ai.openai', system: 'az.ai.openai' },
  { host: 'inference.ai.azure.com', provider: 'azure.ai.inference', system: 'az.ai.inference' },
  { host: 'models.github.ai', provider: 'azure.ai.inference', system: 'az.ai.inference' },
  { host: 'cohere.com', provider: 'cohere' },
  { host: 'cohere.ai', provider: 'cohere' },
  { host: 'deepseek.com', provider: 'deepseek' },
  { host: 'generativelanguage.googleapis.com', provider: 'gcp.gemini' },
  { host: 'aiplatform.googleapis.com', provider: 'gcp.vertex_ai' },
  { host: 'groq.com', provider: 'groq' },
  { host: 'mistral.ai', provider: 'mistral_ai' },
  { host: 'perplexity.ai', provider: 'perplexity' },
  { host: 'x.ai', provider: 'x_ai', system: 'xai' },
];

/** Of an unknown host: `openai`, whose protocol it speaks. */
export function providerNames(host: string | null): {
  readonly provider: string;
  readonly system: string;
} {
  const known = HOSTS.find((each) => host === each.host || host?.endsWith(`.${each.host}`));
  const provider = known?.provider ?? 'openai';
  return { provider, system: known?.system ?? provider };
}
