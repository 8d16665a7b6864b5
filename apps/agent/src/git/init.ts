import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { gitBranchCalls } from '@berth/protocol/git-branch';
import type { z } from 'zod';
import type { AgentContext } from '../context';
import { failureOf, gitFailure } from './failure';
import { gitignoreTemplates } from './gitignore-templates';
import { gitOf } from './repository';
import { currentBranch } from './repository-state';
import { runGit } from './run';

type Input = z.output<(typeof gitBranchCalls)['git.init']['input']>;
type Output = z.input<(typeof gitBranchCalls)['git.init']['output']>;

/** Makes the project a repository; one that is there already stays as it is. */
export async function initRepository(
  agent: AgentContext,
  { gitignore }: Input,
  signal: AbortSignal,
): Promise<Output> {
  const git = gitOf(agent);
  await (await git.find(signal))?.requireTrust();
  const env = git.environment();
  const configured = await runGit(['config', '--get', 'init.defaultBranch'], { cwd: git.root, env });
  const branch = configured.code === 0 ? [] : ['--initial-branch=main'];
  const result = await git.turns.take(
    () => runGit(['init', '--quiet', ...branch], { cwd: git.root, env }),
    signal,
  );
  if (result.code !== 0) {
    if (/^fatal: not a git repository/m.test(result.stderr)) {
      throw gitFailure('unknown', {
        message:
          'The project’s .git is a file that names a repository elsewhere, which is not there. Delete the file to begin a new one.',
      });
    }
    throw failureOf({
      ...result,
      stdout: result.stdout.toString('utf8'),
      doing: 'initialise the repository',
    });
  }
  const { directories } = await git.open();
  return { branch: currentBranch(directories), gitignore: await writeGitignore(git.root, gitignore) };
}

async function writeGitignore(root: string, wanted: Input['gitignore']): Promise<Output['gitignore']> {
  if (wanted === undefined) return 'none';
  const content = 'content' in wanted ? wanted.content : gitignoreTemplates[wanted.template].content;
  if (content === '') return 'none';
  try {
    // `wx` also refuses a link, wherever it leads.
    await writeFile(join(root, '.gitignore'), content, { flag: 'wx' });
    return 'written';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'kept';
    throw error;
  }
}
