import type { Repository } from './repository';

/** Which of these paths git ignores. What it cannot tell, such as what is beyond a link or in a submodule, is not ignored. */
export async function ignoredAmong(repository: Repository, paths: readonly string[]): Promise<string[]> {
  const { code, stdout } = await repository.readBytes({
    args: ['check-ignore', '-z', '--stdin'],
    input: paths.map((path) => `${path}\0`).join(''),
  });
  return code === 0 ? stdout.toString('utf8').split('\0').slice(0, -1) : [];
}
