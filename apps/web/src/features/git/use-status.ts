import type { RepositoryStatus } from '@berth/protocol/git-status';
import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../workbench/project-context';
import { changeCount } from './change-rows';
import { statusQuery } from './queries';

/** The repository's state; undefined while it is not known, or without a repository. */
export function useRepository(): RepositoryStatus | undefined {
  const { id } = useProject();
  const { data } = useQuery(statusQuery(id));
  return data?.isRepository ? data : undefined;
}

export function useChangeCount(): number | undefined {
  const status = useRepository();
  return status ? changeCount(status) || undefined : undefined;
}
