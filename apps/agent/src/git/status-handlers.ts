import { AppError } from '@berth/protocol/error';
import type { gitStatusCalls } from '@berth/protocol/git-status';
import type { Handlers } from '../handler';
import { failureOf, gitFailure } from './failure';
import { ignoredAmong } from './ignored';
import { parseStatus } from './parse-status';
import { gitOf } from './repository';
import { currentBranch, operationUnderWay } from './repository-state';

/** Changes listed in each group. */
const MAX_CHANGES = 20_000;
const MAX_STATUS_BYTES = 32 * 1024 * 1024;
/** Milliseconds git has for a status: it may run a filter of the repository for every file that was touched. */
const STATUS_IDLE_MS = 60_000;

export const gitStatusHandlers: Handlers<typeof gitStatusCalls> = {
  async 'git.status'(_input, { agent, signal }) {
    const repository = await gitOf(agent).find(signal);
    if (!repository) return { isRepository: false };
    const submodules = repository.submodules === 'look inside' ? 'none' : 'dirty';
    const answer = await repository.readBytes({
      maxBytes: MAX_STATUS_BYTES,
      idleMs: STATUS_IDLE_MS,
      args: [
        'status',
        '--porcelain=v2',
        '-z',
        '--branch',
        '--show-stash',
        '--untracked-files=normal',
        `--ignore-submodules=${submodules}`,
      ],
    });
    if (answer.ended === 'no progress') {
      throw gitFailure('no_progress', {
        message: 'git could not say what has changed in time. A filter or a monitor it runs may hang.',
        advice: 'Look at the filters in .gitattributes and at core.fsmonitor.',
      });
    }
    if (answer.truncated) throw new AppError('TOO_LARGE', 'There are more changes than Berth takes at once.');
    const result = { ...answer, stdout: answer.stdout.toString('utf8') };
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
  async 'git.ignored'({ paths }, { agent, signal }) {
    const repository = await gitOf(agent).find(signal);
    return { ignored: repository ? await ignoredAmong(repository, paths) : [] };
  },
  async 'git.trust'(_input, { agent }) {
    gitOf(agent).trust.give();
    return {};
  },
};
