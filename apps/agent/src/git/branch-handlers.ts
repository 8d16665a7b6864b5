import type { gitBranchCalls } from '@berth/protocol/git-branch';
import type { Handlers } from '../handler';
import { checkout, createBranch, deleteBranch, listBranches, renameBranch, resolveCommit } from './branches';
import { abortOperation, conflictsOrThrow, continueOperation, resolveConflict } from './conflicts';
import { gitignoreTemplates } from './gitignore-templates';
import { initRepository } from './init';
import { gitOf } from './repository';
import { currentBranch } from './repository-state';

export const gitBranchHandlers: Handlers<typeof gitBranchCalls> = {
  async 'git.branches'(_input, { agent, signal }) {
    const repository = await gitOf(agent).open();
    const current = currentBranch(repository.directories);
    return { current, detached: current === null, ...(await listBranches(repository, signal)) };
  },
  async 'git.checkout'(input, { agent }) {
    return checkout(await gitOf(agent).open(), input);
  },
  async 'git.createBranch'({ branch, from }, { agent }) {
    await createBranch(await gitOf(agent).open(), branch, from);
    return {};
  },
  async 'git.renameBranch'({ branch, to }, { agent }) {
    await renameBranch(await gitOf(agent).open(), branch, to);
    return {};
  },
  async 'git.deleteBranch'({ branch, force }, { agent }) {
    await deleteBranch(await gitOf(agent).open(), branch, force);
    return {};
  },
  async 'git.merge'({ branch }, { agent, signal }) {
    const repository = await gitOf(agent).open();
    const before = await resolveCommit(repository, 'HEAD');
    await resolveCommit(repository, branch);
    const result = await repository.attempt({ args: ['merge', '--no-edit', '--no-stat', branch], signal });
    const conflicted = await conflictsOrThrow(repository, { result, doing: `merge ${branch}` });
    const hash = await resolveCommit(repository, 'HEAD');
    return { hash, upToDate: hash === before && conflicted.length === 0, conflicted };
  },
  'git.init': (input, { agent }) => initRepository(agent, input),
  async 'git.gitignoreTemplates'() {
    return {
      templates: Object.entries(gitignoreTemplates).map(([name, template]) => ({ name, ...template })),
    };
  },
  async 'git.resolve'({ path, take }, { agent }) {
    await resolveConflict(await gitOf(agent).open(), path, take);
    return {};
  },
  async 'git.continue'(_input, { agent, signal }) {
    return { conflicted: await continueOperation(await gitOf(agent).open(), signal) };
  },
  async 'git.abort'(_input, { agent }) {
    await abortOperation(await gitOf(agent).open());
    return {};
  },
};
