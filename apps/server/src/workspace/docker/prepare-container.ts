import type Docker from 'dockerode';
import type { Identity } from '../identity';
import { withUser } from './accounts';
import { existsInContainer, readContainerFile, writeContainerFiles } from './container-files';
import { HOME } from './container-options';
import { checkLibc } from './image-support';

/**
 * Makes a container that has not started fit for the agent: the workspace's uid gets a name, a home and a shell in its account
 * files. @throws AppError UNSUPPORTED_IMAGE when the agent cannot run in it.
 */
export async function prepareContainer(
  container: Docker.Container,
  workspace: { image: string; identity: Identity },
): Promise<void> {
  const exists = (path: string) => existsInContainer(container, path);
  const [passwd, group, hasBash] = await Promise.all([
    readContainerFile(container, '/etc/passwd'),
    readContainerFile(container, '/etc/group'),
    exists('/bin/bash'),
    checkLibc(workspace.image, exists),
  ]);
  const shell = hasBash ? '/bin/bash' : '/bin/sh';
  const named = withUser({ passwd, group }, { identity: workspace.identity, home: HOME, shell });
  await writeContainerFiles(container, [
    { path: 'etc/passwd', text: named.passwd },
    { path: 'etc/group', text: named.group },
  ]);
}
