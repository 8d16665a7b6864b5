import { type AgentCallName, type AgentCalls, agentCalls } from '@berth/protocol/agent';
import { inProject } from '@berth/protocol/project';
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
import type { z } from 'zod';
import { procedure, type TrpcContext } from './init';

/** An agent call's own input, if it has any, in a project. */
type InProject<I> = I extends Record<string, never> ? { projectId: string } : I & { projectId: string };

interface Forwarded<N extends AgentCallName> {
  input: InProject<z.input<AgentCalls[N]['input']>>;
  output: z.output<AgentCalls[N]['output']>;
  meta: unknown;
}

interface Asking {
  ctx: TrpcContext;
  input: unknown;
  signal: AbortSignal | undefined;
}

/**
 * Asks the agent of the project that the input names for what else the input says.
 * @throws AppError NOT_FOUND where there is no such project, WORKSPACE_UNAVAILABLE, and as the agent answers.
 */
export async function askAgent<N extends AgentCallName>(
  name: N,
  { ctx, input, signal }: Asking,
): Promise<z.output<AgentCalls[N]['output']>> {
  const { projectId, ...rest } = input as { projectId: string };
  const { workspaces, projects } = ctx.services;
  // A project whose workspace runs exists: only for others is that worth a query.
  if (workspaces.status(projectId).status !== 'running') projects.get(projectId);
  const workspace = await workspaces.running(projectId);
  return workspace.call(name, rest as never, { signal });
}

/** The input in one schema: tRPC parses each of several, and puts what they gave together. */
export function toAgent<N extends AgentCallName>(name: N) {
  const { input } = agentCalls[name];
  return procedure.input((input as z.ZodObject).extend(inProject.shape));
}

/** A query that the project's agent answers as it is. */
export function forwardQuery<N extends AgentCallName>(name: N) {
  const built = toAgent(name).query((options) => askAgent(name, options));
  return built as unknown as TRPCQueryProcedure<Forwarded<N>>;
}

/** A mutation that the project's agent answers as it is. */
export function forwardMutation<N extends AgentCallName>(name: N) {
  const built = toAgent(name).mutation((options) => askAgent(name, options));
  return built as unknown as TRPCMutationProcedure<Forwarded<N>>;
}
