import { AppError } from '@berth/protocol/error';
import { parseGitUrl } from '@berth/protocol/git-url';
import { withoutSecrets } from './plain-text';
import type { Repository } from './repository';

export interface Remote {
  name: string;
  fetchUrl: string;
  pushUrl: string;
}

export async function remoteNames(repository: Repository): Promise<string[]> {
  const stdout = await repository.read({ args: ['remote'] });
  return stdout.split('\n').filter((name) => name !== '');
}

/** Remotes and their addresses, without names and passwords. */
export async function listRemotes(repository: Repository): Promise<Remote[]> {
  const stdout = await repository.read({ args: ['remote', '--verbose'] });
  const remotes = new Map<string, Remote>();
  for (const line of stdout.split('\n')) {
    const [, name, address, kind] = /^(\S+)\t(.*) \((fetch|push)\)/.exec(line) ?? [];
    if (name === undefined || address === undefined) continue;
    const url = withoutSecrets(address);
    const known = remotes.get(name) ?? { name, fetchUrl: url, pushUrl: url };
    remotes.set(name, { ...known, ...(kind === 'push' ? { pushUrl: url } : { fetchUrl: url }) });
  }
  return [...remotes.values()];
}

/** Only remotes that are configured are talked to; a URL is none. @throws AppError NOT_FOUND. */
export async function requireRemote(repository: Repository, remote: string): Promise<void> {
  if ((await remoteNames(repository)).includes(remote)) return;
  throw new AppError('NOT_FOUND', `There is no remote ${remote}. Add it first.`, {
    details: { kind: 'no_remote' },
  });
}

export async function addRemote(repository: Repository, remote: string, url: string): Promise<void> {
  const address = parseGitUrl(url);
  if ((await remoteNames(repository)).includes(remote)) {
    throw new AppError('ALREADY_EXISTS', `There is a remote ${remote} already.`);
  }
  await repository.change('add the remote', { args: ['remote', 'add', '--', remote, address] });
}

export async function removeRemote(repository: Repository, remote: string): Promise<void> {
  await requireRemote(repository, remote);
  await repository.change('remove the remote', { args: ['remote', 'remove', '--', remote] });
}
