import { AppError } from '@berth/protocol/error';
import type { gitChangeCalls } from '@berth/protocol/git-change';
import type { Handlers } from '../handler';
import { commit, readIdentity, undoCommit } from './commit';
import { fileDiff } from './diff';
import { fileVersion } from './file-version';
import { changeHunks } from './hunks';
import { discard, stage, unstage } from './index-changes';
import { recoverLock } from './lock';
import { gitOf } from './repository';

export const gitChangeHandlers: Handlers<typeof gitChangeCalls> = {
  async 'git.diff'(input, { agent, signal }) {
    const repository = await gitOf(agent).open(signal);
    return (await fileDiff(repository, { ...input, signal })).diff;
  },
  async 'git.file'(input, { agent, signal }) {
    return fileVersion(await gitOf(agent).open(signal), { ...input, signal });
  },
  async 'git.stage'({ paths }, { agent, signal }) {
    await stage(await gitOf(agent).open(signal), paths);
    return {};
  },
  async 'git.unstage'({ paths }, { agent, signal }) {
    await unstage(await gitOf(agent).open(signal), paths);
    return {};
  },
  async 'git.discard'({ paths }, { agent, signal }) {
    await discard(await gitOf(agent).open(signal), paths);
    return {};
  },
  async 'git.hunks'(input, { agent, signal }) {
    await changeHunks(await gitOf(agent).open(signal), input);
    return {};
  },
  async 'git.commit'(input, { agent, signal }) {
    return { hash: await commit(await gitOf(agent).open(signal), { ...input, signal }) };
  },
  async 'git.undoCommit'(_input, { agent, signal }) {
    return { message: await undoCommit(await gitOf(agent).open(signal)) };
  },
  async 'git.identity'(_input, { agent, signal }) {
    return { identity: (await readIdentity(await gitOf(agent).open(signal))) ?? null };
  },
  async 'git.setIdentity'({ name, email }, { agent, signal }) {
    const repository = await gitOf(agent).open(signal);
    for (const [key, value] of Object.entries({ 'user.name': name, 'user.email': email })) {
      await repository.change('keep the name', {
        args: ['config', '--local', key, value],
        runsToItsEnd: true,
      });
    }
    return {};
  },
  async 'git.unlock'(_input, { agent, signal }) {
    const { directories, root } = await gitOf(agent).open(signal);
    const removed = await recoverLock(`Unable to create '${directories.own}/index.lock': File exists`, {
      ...directories,
      root,
    });
    if (!removed) throw new AppError('INTERNAL', 'The lock is not in this repository.');
    return { removed };
  },
};
