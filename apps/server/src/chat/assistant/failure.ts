/** What went wrong with a model, written for the person. A provider's own text stays in the log: it may echo the key. */
export async function describeFailure(error: unknown): Promise<string> {
  const { APICallError, RetryError } = await import('ai');
  const last = RetryError.isInstance(error) ? error.lastError : error;
  if (isRefused(last)) {
    return 'The model’s server cannot be reached. Check BERTH_AI_BASE_URL, and that the server is running.';
  }
  const status = APICallError.isInstance(last) ? last.statusCode : undefined;
  if (status === undefined || status < 400) {
    return 'The model’s server sent something that is not an answer, or closed the connection.';
  }
  if (status === 401 || status === 403) return 'The model’s server refused the key. Check BERTH_AI_API_KEY.';
  if (status === 404) {
    return 'The model’s server does not know this model or address. Check BERTH_AI_MODEL and BERTH_AI_BASE_URL.';
  }
  if (status === 413) return 'The conversation is too long for the model. Start a new chat, or attach less.';
  if (status === 429) {
    return 'The model’s server takes no more requests now: its limit or quota is used up. Try again later.';
  }
  if (status >= 500) return `The model’s server failed (${status}). Try again.`;
  return `The model’s server refused the request (${status}).`;
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code && ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'EAI_AGAIN'].includes(code))
    return true;
  return error.message.startsWith('Cannot connect to API') || isRefused(error.cause);
}
