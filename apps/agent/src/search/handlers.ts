import type { searchAgentCalls, searchAgentStreams } from '@berth/protocol/search';
import { projectOf } from '../fs/project';
import type { Handlers, StreamHandlers } from '../handler';
import { searchText } from './search-text';

export const searchHandlers: Handlers<typeof searchAgentCalls> = {
  'search.files': (input, { agent }) => projectOf(agent).index.find(input),
};

export const searchStreamHandlers: StreamHandlers<typeof searchAgentStreams> = {
  'search.text': (query, { agent, signal, report }) =>
    searchText({
      root: projectOf(agent).root.path,
      query,
      signal,
      report: (matches) => report({ matches }),
    }),
};
