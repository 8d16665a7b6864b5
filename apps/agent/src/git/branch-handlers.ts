import type { gitBranchCalls } from '@berth/protocol/git-branch';
import type { Handlers } from '../handler';
import {
  checkout,
  createBranch,
  deleteBranch,
  listBranches,
  renameBranch,
  resolveCommit,
  unambiguous,
} from './branches';
import { resolveConflict } from './conflicts';
import { gitignoreTemplates } from './gitignore-templates';
import { initRepository } from './init';
import { merge } from './merge';
import { abortOperation, continueOperation, skipStep } from './operation';
import { gitOf } from './repository';
import { currentBranch } from './repository-state';

export const gitBranchHandlers: Handlers<typeof gitBranchCalls> = {
  async 'git.branches'(_input, { agent, signal }) {
    const repository = await gitOf(agent).open(signal);
    const current = currentBranch(repository.directories);
    return { current, detached: current === null, ...(await listBranches(repository, signal)) };
  },
  async 'git.checkout'(input, { agent, signal }) {
    return checkout(await gitOf(agent).open(signal), input);
  },
  async 'git.createBranch'({ branch, from }, { agent, signal }) {
    await createBranch(await gitOf(agent).open(signal), branch, from);
    return {};
  },
  async 'git.renameBranch'({ branch, to }, { agent, signal }) {
    await renameBranch(await gitOf(agent).open(signal), branch, to);
    return {};
  },
  async 'git.deleteBranch'({ branch, force }, { agent, signal }) {
    await deleteBranch(await gitOf(agent).open(signal), branch, force);
    return {};
  },
  async 'git.merge'({ branch }, { agent, signal }) {
    const repository = await gitOf(agent).open(signal);
    const before = await resolveCommit(repository, 'HEAD');
    await resolveCommit(repository, branch);
    const args = ['merge', '--no-edit', '--no-stat', await unambiguous(repository, branch)];
    const conflicted = await merge(repository, { args, doing: `merge ${branch}` });
    const hash = await resolveCommit(repository, 'HEAD');
    return { hash, upToDate: hash === before && conflicted.length === 0, conflicted };
  },
  'git.init': (input, { agent, signal }) => initRepository(agent, input, signal),
  async 'git.gitignoreTemplates'() {
    return {
      templates: Object.entries(gitignoreTemplates).map(([name, template]) => ({ name, ...template })),
    };
  },
  async 'git.resolve'(input, { agent, signal }) {
    await resolveConflict(await gitOf(agent).open(signal), input);
    return {};
  },
  async 'git.continue'(_input, { agent, signal }) {
    return { conflicted: await continueOperation(await gitOf(agent).open(signal)) };
  },
  async 'git.skip'(_input, { agent, signal }) {
    return { conflicted: await skipStep(await gitOf(agent).open(signal)) };
  },
  async 'git.abort'(_input, { agent, signal }) {
    await abortOperation(await gitOf(agent).open(signal));
    return {};
  },
};
