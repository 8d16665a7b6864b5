import type { gitRemoteCalls, gitRemoteStreams } from '@berth/protocol/git-remote';
import type { Handlers, StreamHandlers } from '../handler';
import { clone } from './clone';
import { answerQuestion } from './credentials';
import { fetch, pull } from './fetch';
import { push } from './push';
import { addRemote, listRemotes, removeRemote } from './remotes';
import { gitOf } from './repository';

export const gitRemoteHandlers: Handlers<typeof gitRemoteCalls> = {
  async 'git.remotes'(_input, { agent, signal }) {
    return { remotes: await listRemotes(await gitOf(agent).open(signal)) };
  },
  async 'git.addRemote'({ remote, url }, { agent, signal }) {
    await addRemote(await gitOf(agent).open(signal), remote, url);
    return {};
  },
  async 'git.removeRemote'({ remote }, { agent, signal }) {
    await removeRemote(await gitOf(agent).open(signal), remote);
    return {};
  },
  async 'git.answerCredential'({ requestId, answer }) {
    answerQuestion(requestId, answer);
    return {};
  },
};

export const gitStreamHandlers: StreamHandlers<typeof gitRemoteStreams> = {
  async 'git.clone'({ url }, context) {
    await clone(url, context);
    return {};
  },
  'git.push': async (input, context) => ({ refs: await push(input, context) }),
  'git.fetch': async (input, context) => ({ refs: await fetch(input, context) }),
  'git.pull': pull,
};
