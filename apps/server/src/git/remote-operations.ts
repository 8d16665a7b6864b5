import type { AgentStreams } from '@berth/protocol/agent';
import { AppError } from '@berth/protocol/error';
import type {
  CredentialQuestion,
  GitProgress,
  RemoteEvent,
  RemoteOperation,
} from '@berth/protocol/git-remote';
import type { z } from 'zod';
import type { Workspace } from '../workspace/workspace';
import type { GitCredentials } from './credentials';

export interface RemoteRequest<N extends RemoteOperation> {
  workspace: Workspace;
  name: N;
  input: z.input<AgentStreams[N]['input']>;
  signal?: AbortSignal | undefined;
  onProgress(progress: GitProgress): void;
}

/** Runs a remote operation in a workspace; its credential questions are answered from memory or by a person. */
export async function runRemote<N extends RemoteOperation>(
  credentials: GitCredentials,
  request: RemoteRequest<N>,
): Promise<z.output<AgentStreams[N]['output']>> {
  const { workspace, name, input, onProgress } = request;
  const ended = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, ended.signal]) : ended.signal;
  const asked: CredentialQuestion[] = [];
  let refusal: unknown;
  const answer = async (question: CredentialQuestion): Promise<void> => {
    const { projectId } = workspace;
    asked.push(question);
    const given =
      credentials.recall(projectId, question) ??
      (await credentials.ask({ projectId, operation: name, question }, signal));
    await workspace.call(
      'git.answerCredential',
      { requestId: question.requestId, answer: given },
      { signal },
    );
  };
  try {
    return await workspace.stream(name, input, {
      signal,
      onEvent(event: RemoteEvent) {
        if (event.type === 'progress') {
          onProgress({ message: event.message, fraction: event.fraction });
          return;
        }
        const { type: _type, ...question } = event;
        answer(question).catch((error: unknown) => {
          refusal ??= error;
          ended.abort();
        });
      },
    });
  } catch (error) {
    if (request.signal?.aborted) {
      throw new AppError('GIT_FAILED', 'The operation was cancelled.', {
        details: { kind: 'cancelled' },
        cause: error,
      });
    }
    const why = refusal ?? error;
    if (why instanceof AppError && why.code === 'GIT_AUTH_REQUIRED') {
      for (const question of asked) credentials.forget(workspace.projectId, question);
    }
    throw why;
  } finally {
    // Questions that are still open go with the operation.
    ended.abort();
  }
}
