/** Labels by which a server finds what is its own among everything an engine runs. */
export const INSTANCE_LABEL = 'berth.instance';
export const PROJECT_LABEL = 'berth.project';
/** Hash of the agent bundle that a container runs. */
export const BUNDLE_LABEL = 'berth.bundle';

/** The name of a project's container and of its network. */
export function workspaceName(instanceId: string, projectId: string): string {
  return `berth-${instanceId}-${projectId}`;
}

/** A host name made of the project's, as the prompt shows it. */
export function hostName(projectName: string): string {
  const name = projectName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'workspace' : name;
}
