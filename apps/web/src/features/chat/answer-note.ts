import { answerMetadataSchema, type ChatMessage } from '@berth/protocol/chat-message';

/** What is told under an answer: model, time and tokens, as far as they are known. */
export function answerNote(message: ChatMessage): string {
  const metadata = answerMetadataSchema.safeParse(message.metadata);
  if (message.type !== 'assistant' || !metadata.success) return '';
  const { model, durationMs, inputTokens, outputTokens, finishReason } = metadata.data;
  return [
    model,
    durationMs === undefined ? '' : `${(durationMs / 1_000).toFixed(1)} s`,
    outputTokens === undefined ? '' : `${outputTokens.toLocaleString('en')} tokens`,
    inputTokens === undefined ? '' : `${inputTokens.toLocaleString('en')} read`,
    finishReason === 'length' ? 'ended at the model’s limit' : '',
    finishReason === 'content-filter' ? 'ended by the model’s filter' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Why an answer is not complete, or undefined where it is. */
export function answerProblem(message: ChatMessage): string | undefined {
  if (message.status === 'complete' || message.status === 'streaming') return undefined;
  const metadata = answerMetadataSchema.safeParse(message.metadata);
  return (metadata.success ? metadata.data.reason : undefined) ?? 'The answer was interrupted.';
}
