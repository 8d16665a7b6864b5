import { useQuery } from '@tanstack/react-query';
import { ArrowDownToLine, ArrowUpFromLine, Ellipsis } from 'lucide-react';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { Tabs } from '../../ui/tabs';
import { PanelHeader, Waiting } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import { ActionProgress } from './action-progress';
import { ChangesView } from './changes-view';
import styles from './git.module.css';
import { failureOf, useGit } from './git-store';
import { HistoryView } from './history-view';
import { InitView } from './init-view';
import { moreItems } from './more-items';
import { statusQuery } from './queries';
import { pull, push } from './remote-actions';
import { RemoteProgress } from './remote-progress';
import { remoteReason } from './remote-reason';
import { StashesView } from './stashes-view';
import { UntrustedView } from './untrusted-view';
import { useRemote } from './use-remote';

const views = ['changes', 'history', 'stashes'] as const;

export default function SourceControlPanel() {
  const { id: projectId } = useProject();
  const { data, error, refetch } = useQuery(statusQuery(projectId));
  const view = useGit((state) => state.view);
  const remote = useRemote();
  if (!data) {
    if (!error) return <Waiting />;
    if (failureOf(error)?.kind === 'untrusted') return <UntrustedView error={error} />;
    return <ErrorNotice error={error} title="Git’s state cannot be read" />;
  }
  if (!data.isRepository) return <InitView />;
  const reason = remoteReason(data);
  const because = reason === undefined ? '' : `: ${reason}`;
  return (
    <div className={styles.panel}>
      <PanelHeader>
        <IconButton
          icon={ArrowDownToLine}
          label={`Pull${because}`}
          hint={reason === undefined ? 'tooltip' : 'title'}
          size="sm"
          disabled={remote !== undefined || reason !== undefined}
          onClick={() => void pull(projectId, { follows: data.upstream })}
        />
        <IconButton
          icon={ArrowUpFromLine}
          label={`Push${because}`}
          hint={reason === undefined ? 'tooltip' : 'title'}
          size="sm"
          disabled={remote !== undefined || reason !== undefined}
          onClick={() =>
            void push(projectId, { follows: data.upstream, setUpstream: data.upstream === null })
          }
        />
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} label="More git actions" size="sm" />}
          items={moreItems(projectId, data, () => void refetch())}
        />
      </PanelHeader>
      {error && (
        <ErrorNotice
          error={error}
          title="Git’s state cannot be read now; this is what it was"
          actions={
            <Button size="sm" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        />
      )}
      {remote && <RemoteProgress remote={remote} />}
      <ActionProgress />
      <Tabs
        label="Source control"
        value={view}
        onValueChange={(id) => useGit.setState({ view: views.find((known) => known === id) ?? 'changes' })}
        items={[
          { id: 'changes', label: 'Changes', content: <ChangesView status={data} /> },
          { id: 'history', label: 'History', content: view === 'history' && <HistoryView /> },
          {
            id: 'stashes',
            label: data.stashes > 0 ? `Stashes ${data.stashes}` : 'Stashes',
            content: view === 'stashes' && <StashesView />,
          },
        ]}
      />
    </div>
  );
}
