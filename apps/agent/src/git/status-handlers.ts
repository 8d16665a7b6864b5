import type { gitStatusCalls } from '@berth/protocol/git-status';
import type { Handlers } from '../handler';
import { failureOf } from './failure';
import { parseStatus } from './parse-status';
import { gitOf } from './repository';
import { currentBranch, operationUnderWay } from './repository-state';

/** Changes listed in each group. */
const MAX_CHANGES = 20_000;

export const gitStatusHandlers: Handlers<typeof gitStatusCalls> = {
  async 'git.status'(_input, { agent, signal }) {
    const repository = await gitOf(agent).find();
    if (!repository) return { isRepository: false };
    const submodules = repository.submodules === 'look inside' ? 'none' : 'dirty';
    const result = await repository.ask({
      args: [
        'status',
        '--porcelain=v2',
        '-z',
        '--branch',
        '--show-stash',
        '--untracked-files=normal',
        `--ignore-submodules=${submodules}`,
      ],
      signal,
    });
    if (/^fatal: not a git repository/m.test(result.stderr)) return { isRepository: false };
    if (result.code !== 0) throw failureOf({ ...result, doing: 'read the state of the repository' });
    const { branch: _branch, ...parsed } = parseStatus(result.stdout, MAX_CHANGES);
    const branch = currentBranch(repository.directories);
    return {
      isRepository: true,
      ...parsed,
      branch,
      detached: branch === null,
      operation: operationUnderWay(repository.directories),
      untrusted: [...repository.untrusted],
    };
  },
  async 'git.trust'(_input, { agent }) {
    gitOf(agent).trust.give();
    return {};
  },
};
