import {
  chatAnswerInput,
  chatAnswerOutput,
  chatCalls,
  chatStatusOutput,
  chatStopInput,
  chatStopOutput,
} from '@berth/protocol/chat';
import { procedure, router } from '../trpc/init';

export const chatRouter = router({
  save: procedure
    .input(chatCalls.save.input)
    .output(chatCalls.save.output)
    .mutation(({ ctx, input }) => ctx.services.chat.commit('save', input)),
  append: procedure
    .input(chatCalls.append.input)
    .output(chatCalls.append.output)
    .mutation(({ ctx, input }) => ctx.services.chat.commit('append', input)),
  get: procedure
    .input(chatCalls.get.input)
    .output(chatCalls.get.output)
    .query(({ ctx, input }) =>
      ctx.services.assistant.withLiveText(() => ctx.services.chat.run('get', input)),
    ),
  file: procedure
    .input(chatCalls.file.input)
    .output(chatCalls.file.output)
    .query(({ ctx, input }) => ctx.services.chat.run('file', input)),
  history: procedure
    .input(chatCalls.history.input)
    .output(chatCalls.history.output)
    .query(({ ctx, input }) => ctx.services.chat.run('history', input)),
  rename: procedure
    .input(chatCalls.rename.input)
    .output(chatCalls.rename.output)
    .mutation(({ ctx, input }) => ctx.services.chat.commit('rename', input)),
  delete: procedure
    .input(chatCalls.delete.input)
    .output(chatCalls.delete.output)
    .mutation(async ({ ctx, input }) => {
      const answer = await ctx.services.chat.commit('delete', input);
      ctx.services.assistant.stopSession(input.sessionId);
      return answer;
    }),
  /** Undoes a deletion, for a week. */
  restore: procedure
    .input(chatCalls.restore.input)
    .output(chatCalls.restore.output)
    .mutation(({ ctx, input }) => ctx.services.chat.commit('restore', input)),
  export: procedure
    .input(chatCalls.export.input)
    .output(chatCalls.export.output)
    .query(({ ctx, input }) => ctx.services.chat.run('export', input)),
  status: procedure.output(chatStatusOutput).query(({ ctx }) => {
    const model = ctx.services.assistant.modelName;
    return { assistant: model === null ? null : { model }, setAside: ctx.services.chat.setAside() };
  }),
  /** Begins an answer and returns its message; the text follows as events. */
  answer: procedure
    .input(chatAnswerInput)
    .output(chatAnswerOutput)
    .mutation(async ({ ctx, input }) => ({
      message: await ctx.services.assistant.start(input.sessionId, input.messageId),
    })),
  stop: procedure
    .input(chatStopInput)
    .output(chatStopOutput)
    .mutation(async ({ ctx, input }) => ({
      stopped: await ctx.services.assistant.stop(input.sessionId, input.messageId),
    })),
});
